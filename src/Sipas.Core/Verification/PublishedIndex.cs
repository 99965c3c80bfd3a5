using System.Text.Json;
using Sipas.Ballots;
using Sipas.Problems;

namespace Sipas.Verification;

/// <summary>An index published in the format <c>sipas-scores/1</c> (docs/score-json.md), to be compared with a recount.</summary>
internal sealed record PublishedIndex
{
    private const string FormatName = "sipas-scores/1";

    /// <summary>Id of the pack.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<PublishedGroup> Groups { get; init; }

    /// <summary>Parses a document of scores.</summary>
    /// <param name="json">UTF-8 JSON, as printed by <c>sipas score --format json</c>. A byte order mark is ignored.</param>
    /// <exception cref="SipasException">The JSON is not a document of scores, or a group has no basis (<c>PRF0023</c>).</exception>
    public static PublishedIndex Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json[^JsonText.Checked(json.Span).Length..]);
            JsonElement root = document.RootElement;
            if (Text(root, "format") is var format && format != FormatName)
            {
                throw Not("format", format, FormatName);
            }

            return new PublishedIndex
            {
                PackId = Text(root, "pack") ?? throw Not("pack", null, "id"),
                QuestionnaireVersion = Text(root, "questionnaireVersion") ?? throw Not("questionnaireVersion", null, "version"),
                Groups = [.. root.GetProperty("groups").EnumerateArray().Select(GroupOf)],
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Not("JSON", error.Message, FormatName, error);
        }
    }

    private static PublishedGroup GroupOf(JsonElement group, int number)
    {
        string? word = Text(group, "basis");
        return word is not null && BallotNames.TryBasis(word, out SelectionBasis basis)
            ? new PublishedGroup(
                Text(group, "group"), basis, group.GetProperty("ballots").GetInt64(),
                [
                    FigureOf(PublishedFigureKind.Overall, group.GetProperty("overall")),
                    .. Figures(PublishedFigureKind.Domain, "domains"),
                    .. Figures(PublishedFigureKind.Criterion, "criteria"),
                    .. Figures(PublishedFigureKind.Item, "items"),
                ])
            : throw Not(FormattableString.Invariant($"groups[{number}].basis"), word, string.Join(", ", BallotNames.BasisNames));

        IEnumerable<PublishedFigure> Figures(PublishedFigureKind kind, string name) =>
            group.GetProperty(name).EnumerateArray().Select(figure => FigureOf(kind, figure));
    }

    private static PublishedFigure FigureOf(PublishedFigureKind kind, JsonElement figure) => new(
        kind, Text(figure, "code") ?? "", figure.GetProperty("percent") is { ValueKind: not JsonValueKind.Null } percent
            ? percent.GetDecimal()
            : null,
        figure.GetProperty("satisfied").GetInt64(), figure.GetProperty("valid").GetInt64(), figure.GetProperty("noAnswer").GetInt64(),
        figure.GetProperty("special").GetInt64());

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static SipasException Not(string place, string? value, string allowed, Exception? inner = null) =>
        new(new Problem(ProblemCodes.IndexNotRecountable, place, value ?? "–", allowed), inner);
}
