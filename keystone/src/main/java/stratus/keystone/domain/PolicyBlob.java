package stratus.keystone.domain;

import java.util.Map;

/** A policy document that is kept for others; Keystone itself does not read it. */
public record PolicyBlob(String id, String type, String blob, Map<String, Object> extra) {}
