package stratus.nova.libvirt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An XML element in the making; whatever is put in is escaped. */
final class Xml {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Xml> children = new ArrayList<>();
    private @Nullable String text;

    private Xml(String name) {
        this.name = name;
    }

    /** @param attributes names and values by turns */
    static Xml of(String name, Object... attributes) {
        var element = new Xml(name);
        for (int i = 0; i < attributes.length; i += 2) {
            element.attributes.put(attributes[i].toString(), attributes[i + 1].toString());
        }
        return element;
    }

    /** An element with text, and perhaps attributes. */
    static Xml text(String name, Object text, Object... attributes) {
        var element = of(name, attributes);
        element.text = text.toString();
        return element;
    }

    Xml with(Xml... more) {
        children.addAll(Arrays.asList(more));
        return this;
    }

    Xml with(List<Xml> more) {
        children.addAll(more);
        return this;
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out, "");
        return out.toString();
    }

    private void write(StringBuilder out, String indent) {
        out.append(indent).append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("='").append(escaped(value)).append('\''));
        if (text == null && children.isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append('>');
        if (text != null) {
            out.append(escaped(text));
        } else {
            out.append('\n');
            children.forEach(child -> child.write(out, indent + "  "));
            out.append(indent);
        }
        out.append("</").append(name).append(">\n");
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&apos;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    /** XML 1.0 knows no other control characters, escaped or not. */
    private static boolean allowed(int c) {
        return c >= 0x20 && c != 0xfffe && c != 0xffff || c == '\t' || c == '\n' || c == '\r';
    }
}
