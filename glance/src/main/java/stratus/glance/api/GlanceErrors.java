package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;

/** Errors as WebOb writes them for upstream: HTML, JSON or text, whichever the client accepts. */
public final class GlanceErrors implements Errors.Envelope {
    private static final String DETAIL = "detail";

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
        return json(status, usual(words.apply(message), ""));
    }

    @Override
    public Response answer(Request r, int status, String message, @Nullable String code) {
        var title = status + " " + title(status);
        return switch (Accepted.of(r.header("Accept"))) {
            case HTML -> {
                var body = body(r, status, escaped(words.apply(message)), code);
                yield Response.text(status, "text/html; charset=UTF-8", HTML.formatted(title, body));
            }
            case JSON -> Response.of(status, json(status, body(r, status, words.apply(message), code)));
            case NEITHER -> {
                var body = withoutTags(body(r, status, words.apply(message), code));
                yield Response.text(status, "text/plain; charset=UTF-8", title + "\n\n" + body);
            }
        };
    }

    private static Map<String, Object> json(int status, String body) {
        var all = new LinkedHashMap<String, Object>();
        all.put("message", body);
        all.put("code", status + " " + title(status));
        all.put("title", title(status));
        return all;
    }

    /** Some statuses have a template of their own, without the explanation; where upstream says nothing, ours is a detail. */
    private static String body(Request r, int status, String said, @Nullable String code) {
        return switch (status) {
            case 401 -> usual(NOBODY, "");
            case 405 ->
                DETAIL.equals(code)
                        ? said
                        : "The method %s is not allowed for this resource. <br /><br />\n".formatted(r.method());
            case 415 -> {
                var type = r.header("Content-Type");
                yield "The request media type %s is not supported by this server.\n<br /><br />\n%s"
                        .formatted(type == null ? "" : escaped(type), said);
            }
            case 416 -> usual("The Range requested is not available.", said);
            default -> DETAIL.equals(code) ? usual(explanation(status), said) : usual(said, "");
        };
    }

    private static String explanation(int status) {
        return status == 409
                ? "There was a conflict when trying to complete your request."
                : "Access was denied to this resource.";
    }

    /** A refusal whose message is told: beside WebOb's own for 403 and 409, instead of it for 405. */
    static <F extends Fault> F detail(F fault) {
        return Fault.coded(DETAIL, fault);
    }

    private static String title(int status) {
        return switch (status) {
            case 416 -> "Request Range Not Satisfiable";
            case 504 -> "Gateway Timeout";
            default -> Errors.title(status);
        };
    }

    private static String usual(String explanation, String detail) {
        return explanation + "<br /><br />\n" + detail + "\n\n";
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
