package stratus.glance.api;

import java.util.ArrayList;
import java.util.List;
import stratus.oslo.base.Fault;

/** Values with commas between them, of which some are in quotation marks: {@code a,"b,c",d}. */
final class Quoted {
    private final String text;
    private final List<String> values = new ArrayList<>();
    private int at;

    private Quoted(String text) {
        this.text = text;
    }

    static List<String> split(String text) {
        var quoted = new Quoted(text);
        quoted.read();
        return List.copyOf(quoted.values);
    }

    private void read() {
        while (at < text.length()) {
            values.add(text.charAt(at) == '"' ? marked() : plain());
        }
    }

    private String plain() {
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        var value = text.substring(at, end);
        if (value.contains("\"")) {
            throw bad("There is no comma before opening quotation mark.");
        }
        at = end + 1;
        return value;
    }

    private String marked() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw bad("The quote is not closed.");
        }
        if (end + 1 < text.length() && text.charAt(end + 1) != ',') {
            throw bad("There is no comma after closing quotation mark.");
        }
        var value = text.substring(at + 1, end);
        at = end + 2;
        return value;
    }

    private Fault bad(String why) {
        return new Fault.Invalid("Invalid filter value %s. %s".formatted(text, why));
    }
}
