package stratus.main.expose;

/** What passes where the machine's cable ends in the cloud's namespace: guests answer the machine, and begin nothing. */
final class Door {
    static final String NONE = """
            table inet stratus_expose {}
            delete table inet stratus_expose
            """;

    /** The namespace itself is nobody's server, as for its other legs: hypervisors listen there. */
    static final String RULES = NONE + """
            table inet stratus_expose {
            chain input { type filter hook input priority 1; policy accept;
            iifname "expose" ct state established,related accept
            iifname "expose" meta l4proto icmp accept
            iifname "expose" drop
            }
            chain forward { type filter hook forward priority 1; policy accept;
            iifname "expose" oifname "egw*" accept
            iifname "expose" drop
            oifname "expose" ct state established,related accept
            oifname "expose" drop
            }
            }
            """;

    private Door() {}
}
