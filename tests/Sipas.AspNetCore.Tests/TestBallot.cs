using System.Globalization;
using System.Text;

namespace Sipas.AspNetCore;

/// <summary>A ballot as JSON text, valid until a test spoils it.</summary>
public sealed record TestBallot
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Pack { get; init; } = "\"kiosk-9\"";

    public string Version { get; init; } = "\"five-1\"";

    public string Unit { get; init; } = "\"SO-01\"";

    public string Basis { get; init; } = "selfSelected";

    public string Mode { get; init; } = "kiosk";

    public string Started { get; init; } = "2026-11-20T08:00:00+07:00";

    public string Completed { get; init; } = "2026-11-20T08:01:10.5+07:00";

    public string Extra { get; init; } = "";

    public string Answers { get; init; } = NineAnswers("4");

    public static string NineAnswers(string each) => AnswersWith("K", 9, each);

    public static string AnswersWith(string prefix, int count, string each) =>
        "{" + string.Join(",", Enumerable.Range(1, count)
            .Select(n => string.Create(CultureInfo.InvariantCulture, $"\"{prefix}{n}\":{each}"))) + "}";

    /// <summary>All nine answers are 4, but that of one item.</summary>
    public static TestBallot WithAnswer(string item, string value) =>
        new() { Answers = NineAnswers("4").Replace($"\"{item}\":4", $"\"{item}\":{value}", StringComparison.Ordinal) };

    public string ToJson() =>
        $$"""{"id":"{{Id:D}}","pack":{{Pack}},"questionnaireVersion":{{Version}},"unit":{{Unit}},"""
        + $$""" "mode":"{{Mode}}","basis":"{{Basis}}","language":"vi","""
        + $$""" "startedAt":"{{Started}}","completedAt":"{{Completed}}",{{Extra}}"answers":{{Answers}}}""";

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToJson());

    public ByteArrayContent ToContent() => Json(ToBytes());

    public static ByteArrayContent Json(byte[] bytes, string contentType = "application/json")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }
}
