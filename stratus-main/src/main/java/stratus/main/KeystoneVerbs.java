package stratus.main;

import picocli.CommandLine.Command;

/** {@code stratus keystone}: what an operator does to Keystone from a shell, whether it runs or not. */
@Command(
        name = "keystone",
        subcommands = {KeystoneBootstrap.class, KeystoneRotateKeys.class, KeystoneExport.class, KeystoneImport.class})
final class KeystoneVerbs {}
