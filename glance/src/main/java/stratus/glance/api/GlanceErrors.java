package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;

/** Errors as WebOb writes them for upstream: HTML, JSON or text, whichever the client accepts. */
public final class GlanceErrors implements Errors.Envelope {
    private static final String NOBODY =
            "This server could not verify that you are authorized to access the document you"
                    + " requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not"
                    + " understand how to supply the credentials required.";
    private static final String HTML = """
            <html>
             <head>
              <title>%1$s</title>
             </head>
             <body>
              <h1>%1$s</h1>
              %2$s
             </body>
            </html>""";

    private final UnaryOperator<String> words;

    /** @param words a message in upstream's words */
    public GlanceErrors(UnaryOperator<String> words) {
        this.words = words;
    }

    @Override
    public Object wrap(int status, String message, @Nullable String code, String requestId) {
        var all = new LinkedHashMap<String, Object>();
        all.put("message", body(status == 401 ? NOBODY : words.apply(message)));
        all.put("code", status + " " + Errors.title(status));
        all.put("title", Errors.title(status));
        return all;
    }

    /** Its template has an explanation, two breaks, and room for what is never there. */
    private static String body(String explanation) {
        return explanation + "<br /><br />\n\n\n";
    }

    @Override
    public Response answer(Request r, int status, String message, @Nullable String code) {
        var explanation = status == 401 ? NOBODY : words.apply(message);
        var title = status + " " + Errors.title(status);
        return switch (Accepted.of(r.header("Accept"))) {
            case HTML ->
                Response.text(status, "text/html; charset=UTF-8", HTML.formatted(title, body(escaped(explanation))));
            case JSON -> Response.of(status, wrap(status, message, code, r.requestId()));
            case NEITHER ->
                Response.text(status, "text/plain; charset=UTF-8", title + "\n\n" + withoutTags(body(explanation)));
        };
    }

    @Override
    public Errors.Envelope unauthorized() {
        return this;
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#x27;");
                default -> {
                    if (c < 128) {
                        out.append((char) c);
                    } else {
                        out.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return out.toString();
    }

    private static String withoutTags(String html) {
        return html.replace('\n', ' ')
                .replace("\r", "")
                .replaceAll("(?is)<br.*?>", "\n")
                .replaceAll("<!--|-->", "")
                .replaceAll("(?s)<.*?>", "");
    }
}
