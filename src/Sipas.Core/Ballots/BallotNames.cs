using System.Globalization;
using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>Wire names of modes, bases, channels and special answers in JSON and files. Canonical bytes use the same names,
/// except for the sampled basis.</summary>
internal static class BallotNames
{
    private static readonly Dictionary<string, CollectionMode> Modes =
        Enum.GetValues<CollectionMode>().ToDictionary(Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, SelectionBasis> Bases =
        Enum.GetValues<SelectionBasis>().ToDictionary(Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, CollectionChannel> Channels =
        Enum.GetValues<CollectionChannel>().ToDictionary(Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, SpecialAnswer> Specials =
        Enum.GetValues<SpecialAnswer>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>Wire names of collection modes.</summary>
    public static IReadOnlyCollection<string> ModeNames => Modes.Keys;

    /// <summary>Wire names of selection bases.</summary>
    public static IReadOnlyCollection<string> BasisNames => Bases.Keys;

    /// <summary>Wire names of channels.</summary>
    public static IReadOnlyCollection<string> ChannelNames => Channels.Keys;

    /// <summary>Returns the wire name of a collection mode, for example <c>kiosk</c>.</summary>
    /// <param name="mode">The mode.</param>
    public static string Of(CollectionMode mode) => mode switch
    {
        CollectionMode.Kiosk => "kiosk",
        CollectionMode.Web => "web",
        CollectionMode.Paper => "paper",
        CollectionMode.Interview => "interview",
        CollectionMode.Phone => "phone",
        CollectionMode.Post => "post",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "This is no collection mode."),
    };

    /// <summary>Returns the wire name of a selection basis: <c>sampled</c> or <c>selfSelected</c>.</summary>
    /// <param name="basis">The basis.</param>
    public static string Of(SelectionBasis basis) => basis switch
    {
        SelectionBasis.Sampled => "sampled",
        SelectionBasis.SelfSelected => "selfSelected",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "This is no selection basis."),
    };

    /// <summary>Returns the wire name of a channel, for example <c>ticket</c>.</summary>
    /// <param name="channel">The channel.</param>
    public static string Of(CollectionChannel channel) => channel switch
    {
        CollectionChannel.Open => "open",
        CollectionChannel.Device => "device",
        CollectionChannel.Ticket => "ticket",
        CollectionChannel.Officer => "officer",
        CollectionChannel.Counter => "counter",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "This is no channel."),
    };

    /// <summary>Returns the name of a selection basis in canonical bytes and exports. The sampled basis is written as
    /// <c>listed</c>, for compatibility with all existing hashes and exports.</summary>
    internal static string CanonicalOf(SelectionBasis basis) => basis == SelectionBasis.Sampled ? "listed" : Of(basis);

    /// <summary>Returns the name of a collection mode in exports: its wire name, or its number if it is not a valid mode.</summary>
    internal static string ExportedOf(CollectionMode mode) => Enum.IsDefined(mode) ? Of(mode) : Number((int)mode);

    /// <summary>Returns the name of a selection basis in exports: its canonical name, or its number if it is not a valid basis.</summary>
    internal static string ExportedOf(SelectionBasis basis) => Enum.IsDefined(basis) ? CanonicalOf(basis) : Number((int)basis);

    /// <summary>Returns the wire name of a special answer, for example <c>notApplicable</c>.</summary>
    /// <param name="answer">The special answer.</param>
    public static string Of(SpecialAnswer answer) => answer switch
    {
        SpecialAnswer.NoAnswer => "noAnswer",
        SpecialAnswer.NotApplicable => "notApplicable",
        SpecialAnswer.DontKnow => "dontKnow",
        SpecialAnswer.Refused => "refused",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "This is no special answer."),
    };

    /// <summary>Parses the wire name of a collection mode.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="mode">The mode.</param>
    /// <returns>False if the name is unknown.</returns>
    public static bool TryMode(string word, out CollectionMode mode) => Modes.TryGetValue(word, out mode);

    /// <summary>Parses the wire name of a selection basis.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="basis">The basis.</param>
    /// <returns>False if the name is unknown.</returns>
    public static bool TryBasis(string word, out SelectionBasis basis) => Bases.TryGetValue(word, out basis);

    /// <summary>Parses the wire name of a channel.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="channel">The channel.</param>
    /// <returns>False if the name is unknown.</returns>
    public static bool TryChannel(string word, out CollectionChannel channel) => Channels.TryGetValue(word, out channel);

    /// <summary>Parses the wire name of a special answer.</summary>
    /// <param name="word">The wire name.</param>
    /// <param name="answer">The special answer.</param>
    /// <returns>False if the name is unknown.</returns>
    public static bool TrySpecial(string word, out SpecialAnswer answer) => Specials.TryGetValue(word, out answer);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
