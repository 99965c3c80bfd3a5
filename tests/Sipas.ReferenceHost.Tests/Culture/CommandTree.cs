using System.CommandLine;

namespace Sipas.ReferenceHost.Culture;

/// <summary>The commands as they are, found by walking from the root.</summary>
internal static class CommandTree
{
    /// <summary>Every command that does something, by its words: <c>draw verify</c>.</summary>
    public static IReadOnlyDictionary<string, Command> Runnable { get; } = Walk(SipasCommand.Create(), "")
        .ToDictionary(pair => pair.Path, pair => pair.Command, StringComparer.Ordinal);

    /// <summary>The words of a command.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand || command.Parents.OfType<Command>().FirstOrDefault() is not { } parent
        ? ""
        : $"{PathOf(parent)} {command.Name}".Trim();

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path)
    {
        if (command.Action is not null)
        {
            yield return (path, command);
        }

        foreach ((string Path, Command Command) below in command.Subcommands.SelectMany(sub => Walk(sub, $"{path} {sub.Name}".Trim())))
        {
            yield return below;
        }
    }
}
