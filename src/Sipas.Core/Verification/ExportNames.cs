using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sipas.Ballots;
using Sipas.Common;

namespace Sipas.Verification;

// Invalid values of a mode or a time in a store are exported unchanged, because the verification has to detect them and the
// export must not fail on them.
internal static class ExportNames
{
    private static readonly Dictionary<string, SelectionBasis> Bases = Enum.GetValues<SelectionBasis>()
        .ToDictionary(BallotNames.ExportedOf, StringComparer.Ordinal);

    public static string Of(CollectionChannel channel) => Enum.IsDefined(channel) ? BallotNames.Of(channel) : Number((int)channel);

    public static CollectionMode ToMode(string word) =>
        BallotNames.TryMode(word, out CollectionMode mode) ? mode : (CollectionMode)Number(word);

    public static SelectionBasis ToBasis(string word) =>
        Bases.TryGetValue(word, out SelectionBasis basis) ? basis : (SelectionBasis)Number(word);

    public static CollectionChannel ToChannel(string word) =>
        BallotNames.TryChannel(word, out CollectionChannel channel) ? channel : (CollectionChannel)Number(word);

    public static DateTimeOffset ToTime(string? text) => Iso8601.TryRead(text ?? "", out DateTimeOffset time) ? time : default;

    /// <exception cref="FormatException">The key is missing.</exception>
    public static T Need<T>(T? value, [CallerArgumentExpression(nameof(value))] string key = "")
        where T : class => value ?? throw new FormatException($"{JsonNamingPolicy.CamelCase.ConvertName(key)} is missing");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : int.MinValue;
}
