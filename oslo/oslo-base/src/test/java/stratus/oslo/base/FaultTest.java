package stratus.oslo.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void aFaultIsTheSameAfterAJourney() {
        for (Fault fault : new Fault[] {
            new Fault.NoValidHost("Nothing fits."),
            new Fault.NotFound("Port", "p"),
            new Fault.Forbidden("identity:get_user"),
            new Fault.Unavailable("Block Storage", null),
            Fault.coded("SubnetInUse", new Fault.Conflict("In use."))
        }) {
            var again = Fault.of(fault.getClass().getSimpleName(), fault.getMessage(), fault.code());

            assertThat(again).hasSameClassAs(fault).hasMessage(fault.getMessage());
            assertThat(((Fault) again).code()).isEqualTo(fault.code());
        }
    }

    @Test
    void whatANewerPeerSaysIsAFailure() {
        assertThat(Fault.of("Teapot", "short and stout", null)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(new Secret("gAAAA").toString()).isEqualTo("***");
    }
}
