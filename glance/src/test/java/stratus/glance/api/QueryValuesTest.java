package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryValuesTest {
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            1970-01-02,                86400
            1970-01-02T00:00:00Z,      86400
            1970-01-02T01:00:00+01:00, 86400
            1970-01-01 23:00:00-0100,  86400
            19700102T000000Z,          86400
            1970-01-02T00:00,          86400
            1970-01-02T00:00:00.7Z,    86400
            1970-13-02T00:00:00Z,      none
            1970-01-02T00:00:00 01:00, none
            nonsense,                  none
            """)
    void timesAreReadAsFarAsTheyAreSaid(String text, Long seconds) {
        assertThat(IsoTime.seconds(text)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            10,                   10
            +1,                   1
            ' 1 ',                1
            1_0,                  10
            \u0661,               1
            -5,                   -5
            99999999999999999999, 9223372036854775807
            1.5,                  none
            x,                    none
            '',                   none
            """)
    void numbersAreReadAsUpstreamDoes(String text, Long number) {
        assertThat(WholeNumber.of(text)).isEqualTo(number);
    }
}
