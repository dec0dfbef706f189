package stratus.nova.rpc.metadata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import stratus.nova.rpc.ConductorRpc.Instance;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a guest is told of itself, as a tree of names.
 *
 * <p>The metadata service answers with a part of it; a config drive is the whole of it as files.
 */
public final class GuestData {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LATEST = "latest";

    private final Instance instance;
    private final List<Link> links;

    public GuestData(Instance instance, List<Link> links) {
        this.instance = instance;
        this.links = List.copyOf(links);
    }

    /** An answer; {@code json} says of which kind. */
    public record Item(byte[] bytes, boolean json) {
        static Item text(String text) {
            return new Item(text.getBytes(StandardCharsets.UTF_8), false);
        }

        static Item json(Object value) {
            return new Item(JSON.writeValueAsBytes(value), true);
        }
    }

    /** What is at a path of the metadata service, lists of names included; empty where nothing is. */
    public Optional<Item> find(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            return Optional.of(Item.text(lines(Ec2Data.VERSIONS) + "\n" + LATEST));
        }
        return parts.getFirst().equals("openstack") ? openstack(parts) : ec2(parts);
    }

    /** Everything that is a file on a config drive, by path. */
    public Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        for (var version : List.of(Ec2Data.VERSIONS.getLast(), LATEST)) {
            files.put(
                    "ec2/" + version + "/meta-data.json",
                    Item.json(plain(Ec2Data.of(instance, links))).bytes());
            userData().ifPresent(data -> files.put("ec2/" + version + "/user-data", data.bytes()));
        }
        var versions = new ArrayList<>(OpenStackData.VERSIONS);
        versions.add(LATEST);
        for (var version : versions) {
            for (var name : names(version)) {
                document(version, name).ifPresent(item -> files.put("openstack/" + version + "/" + name, item.bytes()));
            }
        }
        return files;
    }

    private Optional<Item> openstack(List<String> parts) {
        if (parts.size() == 1) {
            return Optional.of(Item.text(lines(OpenStackData.VERSIONS) + "\n" + LATEST));
        }
        var version = parts.get(1);
        if (!version.equals(LATEST) && !OpenStackData.VERSIONS.contains(version)) {
            return Optional.empty();
        }
        if (parts.size() == 2) {
            return Optional.of(Item.text(lines(names(version))));
        }
        return parts.size() == 3 ? document(version, parts.get(2)) : Optional.empty();
    }

    /** The documents that a version has. */
    private List<String> names(String version) {
        var names = new ArrayList<String>();
        names.add("meta_data.json");
        if (instance.userData() != null) {
            names.add("user_data");
        }
        if (OpenStackData.from(version, OpenStackData.GRIZZLY)) {
            names.add("password"); // no document, and on no drive: the guest may write it
        }
        if (OpenStackData.from(version, OpenStackData.HAVANA)) {
            names.add("vendor_data.json");
        }
        if (OpenStackData.from(version, OpenStackData.LIBERTY)) {
            names.add("network_data.json");
        }
        if (OpenStackData.from(version, OpenStackData.NEWTON_TWO)) {
            names.add("vendor_data2.json");
        }
        return names;
    }

    private Optional<Item> document(String version, String name) {
        if (!names(version).contains(name)) {
            return Optional.empty();
        }
        return switch (name) {
            case "meta_data.json" -> Optional.of(Item.json(OpenStackData.of(instance, links, version)));
            case "network_data.json" -> Optional.of(Item.json(NetworkData.of(links)));
            case "vendor_data.json" -> Optional.of(Item.json(Map.of()));
            case "vendor_data2.json" -> Optional.of(Item.json(Map.of("static", Map.of())));
            case "user_data" -> userData();
            default -> Optional.empty();
        };
    }

    private Optional<Item> userData() {
        var data = instance.userData();
        return data == null
                ? Optional.empty()
                : Optional.of(new Item(Base64.getMimeDecoder().decode(data), false));
    }

    private Optional<Item> ec2(List<String> parts) {
        var version = parts.getFirst();
        if (!version.equals(LATEST) && !Ec2Data.VERSIONS.contains(version)) {
            return Optional.empty();
        }
        if (parts.size() == 1) {
            return Optional.of(Item.text(instance.userData() == null ? "meta-data/" : "meta-data/\nuser-data"));
        }
        return switch (parts.get(1)) {
            case "user-data" -> parts.size() == 2 ? userData() : Optional.empty();
            case "meta-data" -> at(Ec2Data.of(instance, links), parts.subList(2, parts.size()));
            default -> Optional.empty();
        };
    }

    private static Optional<Item> at(Object node, List<String> rest) {
        if (rest.isEmpty()) {
            return Optional.of(Item.text(shown(node)));
        }
        var tree = node instanceof Ec2Data.Key key ? key.tree() : node;
        if (!(tree instanceof Map<?, ?> map) || !map.containsKey(rest.getFirst())) {
            return Optional.empty();
        }
        return at(Objects.requireNonNull(map.get(rest.getFirst())), rest.subList(1, rest.size()));
    }

    /** Names of what has names in it end with a slash. */
    private static String shown(Object node) {
        return switch (node) {
            case Ec2Data.Key key -> "0=" + key.name();
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> e.getValue() instanceof Map || e.getValue() instanceof Ec2Data.Key
                                ? e.getKey() + "/"
                                : String.valueOf(e.getKey()))
                        .sorted()
                        .collect(Collectors.joining("\n"));
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            default -> String.valueOf(node);
        };
    }

    /** The same as JSON would have it. */
    private static Map<String, Object> plain(Map<String, Object> tree) {
        var all = new LinkedHashMap<String, Object>();
        tree.forEach((name, value) -> all.put(name, value instanceof Ec2Data.Key key ? key.tree() : value));
        return all;
    }

    private static String lines(List<String> all) {
        return String.join("\n", all);
    }
}
