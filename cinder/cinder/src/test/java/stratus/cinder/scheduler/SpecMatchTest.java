package stratus.cinder.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecMatchTest {
    @ParameterizedTest
    @CsvSource({
        "local, local, true",
        "local, Local, false",
        "local, lo cal, false",
        "True, <is> true, true",
        "True, <is> False, false",
        "False, <is> False, true",
        "100, >= 99.5, true",
        "100, >= 101, false",
        "100, <= 100, true",
        "100, = 90, true",
        "100, == 90, false",
        "100, != 90, true",
        "thin, >= 1, false",
        "b, s== b, true",
        "b, s!= b, false",
        "b, s< c, true",
        "b, s> c, false",
        "b, s>= b, true",
        "fast ssd, <in> ssd, true",
        "fast ssd, <in> hdd, false",
        "b, <or> a <or> b, true",
        "c, <or> a <or> b, false",
        "b, <or>, false",
        "'', <is>, false",
    })
    void aBackendFitsOrNot(String said, String asked, boolean fits) {
        assertThat(SpecMatch.matches(said, asked)).isEqualTo(fits);
    }
}
