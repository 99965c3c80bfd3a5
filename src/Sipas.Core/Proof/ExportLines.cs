using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Ballots;
using Sipas.Storage;
using Sipas.Text;
using static Sipas.Proof.ExportWords;

namespace Sipas.Proof;

// The lines of an export, each a JSON object whose first key is its type. docs/export.md describes every key.

internal sealed record HeaderLine(string Type, string Format, string TakenAt, long LastSequence, IReadOnlyList<string>? NotCovered)
{
    public const string Word = "header";
}

internal sealed record KeyLine(string Type, string KeyId, byte[] PublicKey, string? VouchedBy, byte[]? Vouch)
{
    public const string Word = "key";

    public static KeyLine Of(ReceiptKey key) => new(Word, key.KeyId, key.PublicKey, key.VouchedBy, key.Vouch);

    public ReceiptKey ToKey() => new(Need(KeyId), Need(PublicKey), VouchedBy, Vouch);
}

internal sealed record QuestionnaireLine(string Type, string Pack, string Questionnaire, IReadOnlyList<string> Items, IReadOnlyList<string> Values)
{
    public const string Word = "questionnaire";

    public static QuestionnaireLine Of(KeptQuestionnaire kept) => new(Word, kept.PackId, kept.Version, kept.ItemCodes, kept.ValueCodes);

    public KeptQuestionnaire ToQuestionnaire() => new(Need(Pack), Need(Questionnaire), Need(Items), Need(Values));
}

internal sealed record ClosingLine(
    string Type, string Name, string Pack, string? Questionnaire, string? Basis, DateOnly? From, DateOnly? To, long LastSequence, long Ballots, string Root, string ClosedAt,
    string? PackVersion, string? PackHash)
{
    public const string Word = "closing";

    public static ClosingLine Of(SurveyClosing closing) => new(
        Word, closing.Name, closing.Scope.PackId, closing.Scope.QuestionnaireVersion, closing.Scope.Basis is { } basis ? ExportWords.Of(basis) : null,
        closing.Scope.From, closing.Scope.To, closing.LastSequence, closing.BallotCount, closing.Root, IsoTime.Write(closing.ClosedAt),
        closing.Scope.PackVersion, closing.PackHash);

    public SurveyClosing ToClosing() => new(
        Need(Name),
        new SurveyScope { PackId = Need(Pack), PackVersion = PackVersion, QuestionnaireVersion = Questionnaire, Basis = Basis is null ? null : ToBasis(Basis), From = From, To = To },
        LastSequence, Ballots, Need(Root), ToTime(ClosedAt))
    {
        PackHash = PackHash,
    };
}

internal sealed record AuditLine(
    string Type, string At, string Action, string Detail, string? Actor, long? Number, IReadOnlyList<string>? Makes, string? Link, string? KeyId,
    string? Signature)
{
    public const string Word = "audit";

    public static AuditLine Of(AuditRecord record) => new(
        Word, IsoTime.Write(record.At), record.Action, record.Detail, record.Actor, record.Number, record.Makes?.Split('\n'), record.Link, record.KeyId,
        record.Signature);

    public AuditRecord ToRecord() => new(ToTime(At), Need(Action), Need(Detail), Actor)
    {
        Number = Number,
        Makes = Makes is null ? null : string.Join('\n', Makes.Select(line => Need(line, "makes"))),
        Link = Link,
        KeyId = KeyId,
        Signature = Signature,
    };
}

internal sealed record ContentLine(string Type, string Subject, string Digest)
{
    public const string Word = "content";

    public static ContentLine Of(StoredContent content) => new(Word, content.Subject, content.Digest);

    public StoredContent ToContent() => new(Need(Subject), Need(Digest));
}

internal sealed record SpentLine(string Type, long Count, string SumDigest, SpentSealLine? Seal)
{
    public const string Word = "spent";

    public static SpentLine Of(SpentTickets spent) =>
        new(Word, spent.Count, spent.SumDigest, spent.Seal is { } seal ? SpentSealLine.Of(seal) : null);

    public SpentTickets ToSpent() => new(Count, Need(SumDigest), Seal?.ToSeal());
}

internal sealed record SpentSealLine(long Count, string SumDigest, long AuditNumber, string AuditLink, string KeyId, string Signature)
{
    public static SpentSealLine Of(SpentSeal seal) =>
        new(seal.Count, seal.SumDigest, seal.Audit.Number, seal.Audit.Link, seal.KeyId, seal.Signature);

    public SpentSeal ToSeal() => new(Count, Need(SumDigest), new AuditHead(AuditNumber, Need(AuditLink)), Need(KeyId), Need(Signature));
}

internal sealed record ValueLine(string Code, string Commitment, string? Salt, string? Value)
{
    public static ValueLine Of(SealedValue value) =>
        new(value.QuestionCode, HexText.Lower(value.Commitment.Span), value.Salt is { } salt ? HexText.Lower(salt.Span) : null, value.Value);

    public SealedValue ToValue() => new()
    {
        QuestionCode = Need(Code),
        Commitment = Convert.FromHexString(Need(Commitment)),
        Salt = Salt is null ? default(ReadOnlyMemory<byte>?) : Convert.FromHexString(Salt),
        Value = Value,
    };
}

internal sealed record SealLine(string Leaves, string KeyId, string Signature)
{
    public static SealLine Of(ReceiptSeal seal) => new(HexText.Lower(seal.Leaves.Span), seal.KeyId, Base64Text.Encode(seal.Signature.Span));

    public ReceiptSeal ToSeal() => new(Convert.FromHexString(Need(Leaves)), Need(KeyId), Base64Text.Decode(Need(Signature)));
}

internal sealed record CorrectionLine(string Reason, string BroughtBy, string ReviewedBy)
{
    public static CorrectionLine Of(BallotCorrection correction) => new(correction.Reason, correction.BroughtBy, correction.ReviewedBy);

    public BallotCorrection ToCorrection() => new(Need(Reason), Need(BroughtBy), Need(ReviewedBy));
}

internal sealed record BallotLine
{
    public const string Word = "ballot";

    public string Type { get; init; } = Word;

    public long Sequence { get; init; }

    public Guid Id { get; init; }

    public Guid? Replaces { get; init; }

    public long? Original { get; init; }

    public CorrectionLine? Correction { get; init; }

    public long? ReplacedBy { get; init; }

    public string Pack { get; init; } = null!;

    public string Questionnaire { get; init; } = null!;

    public string Unit { get; init; } = null!;

    public string? Procedure { get; init; }

    public string Mode { get; init; } = null!;

    public string Basis { get; init; } = null!;

    public string? Device { get; init; }

    public string Language { get; init; } = null!;

    public string Started { get; init; } = null!;

    public string Completed { get; init; } = null!;

    public string Answers { get; init; } = null!;

    public IReadOnlyList<ValueLine>? Values { get; init; }

    public string ContentHash { get; init; } = null!;

    public long Position { get; init; }

    public string ChainHash { get; init; } = null!;

    public string ReceivedAt { get; init; } = null!;

    public DateOnly CountedOn { get; init; }

    public bool? Late { get; init; }

    public string? LateFor { get; init; }

    public string? Channel { get; init; }

    public string? SentBy { get; init; }

    public long? ClockSkew { get; init; }

    public SealLine? Seal { get; init; }

    public static BallotLine Of(KeptBallot ballot) => new()
    {
        Sequence = ballot.Sequence,
        Id = ballot.Id,
        Replaces = ballot.Replaces,
        Original = ballot.Original,
        Correction = ballot.Correction is { } correction ? CorrectionLine.Of(correction) : null,
        ReplacedBy = ballot.ReplacedBy,
        Pack = ballot.PackId,
        Questionnaire = ballot.QuestionnaireVersion,
        Unit = ballot.UnitCode,
        Procedure = ballot.ProcedureCode,
        Mode = ExportWords.Of(ballot.Mode),
        Basis = ExportWords.Of(ballot.Basis),
        Device = ballot.DeviceCode,
        Language = ballot.Language,
        Started = IsoTime.Write(ballot.StartedAt),
        Completed = IsoTime.Write(ballot.CompletedAt),
        Answers = ballot.Answers,
        Values = ballot.Values.Count == 0 ? null : [.. ballot.Values.Select(ValueLine.Of)],
        ContentHash = HexText.Lower(ballot.ContentHash.Span),
        Position = ballot.Position,
        ChainHash = HexText.Lower(ballot.ChainHash.Span),
        ReceivedAt = IsoTime.Write(ballot.ReceivedAt),
        CountedOn = ballot.CountedOn,
        Late = ballot.Late ? true : null,
        LateFor = ballot.LateFor,
        Channel = ballot.Channel is { } channel ? ExportWords.Of(channel) : null,
        SentBy = ballot.SentBy,
        ClockSkew = ballot.ClockSkew?.Ticks / TimeSpan.TicksPerMillisecond,
        Seal = ballot.Seal is { } seal ? SealLine.Of(seal) : null,
    };

    public KeptBallot ToBallot() => new()
    {
        Sequence = Sequence,
        Id = Id,
        Replaces = Replaces,
        Original = Original,
        Correction = Correction?.ToCorrection(),
        ReplacedBy = ReplacedBy,
        PackId = Need(Pack),
        QuestionnaireVersion = Need(Questionnaire),
        UnitCode = Need(Unit),
        ProcedureCode = Procedure,
        Mode = ToMode(Need(Mode)),
        Basis = ToBasis(Need(Basis)),
        DeviceCode = Device,
        Language = Need(Language),
        StartedAt = ToTime(Started),
        CompletedAt = ToTime(Completed),
        Answers = Need(Answers),
        Values = Values is null ? [] : [.. Values.Select(value => Need(value, "values").ToValue())],
        ContentHash = Convert.FromHexString(Need(ContentHash)),
        Position = Position,
        ChainHash = Convert.FromHexString(Need(ChainHash)),
        ReceivedAt = ToTime(ReceivedAt),
        CountedOn = CountedOn,
        Late = Late == true,
        LateFor = LateFor,
        Channel = Channel is null ? null : ToChannel(Channel),
        SentBy = SentBy,
        ClockSkew = ClockSkew is { } skew ? new TimeSpan(checked(skew * TimeSpan.TicksPerMillisecond)) : null,
        Seal = Seal?.ToSeal(),
    };
}

internal sealed record UnitLine(string Type, string Code, long Position, string ChainHash)
{
    public const string Word = "unit";
}

internal sealed record EndLine(string Type, long Lines, long Ballots, long Units, string Digest)
{
    public const string Word = "end";
}

// Invalid values of a mode or a time in a store are exported unchanged, because the verification has to detect them and the
// export must not fail on them.
internal static class ExportWords
{
    private static readonly Dictionary<string, SelectionBasis> Bases = Enum.GetValues<SelectionBasis>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(CollectionMode mode) => Enum.IsDefined(mode) ? BallotWords.Of(mode) : Number((int)mode);

    public static string Of(SelectionBasis basis) => Enum.IsDefined(basis) ? BallotWords.CanonicalOf(basis) : Number((int)basis);

    public static string Of(CollectionChannel channel) => Enum.IsDefined(channel) ? BallotWords.Of(channel) : Number((int)channel);

    public static CollectionMode ToMode(string word) => BallotWords.TryMode(word, out CollectionMode mode) ? mode : (CollectionMode)Number(word);

    public static SelectionBasis ToBasis(string word) => Bases.TryGetValue(word, out SelectionBasis basis) ? basis : (SelectionBasis)Number(word);

    public static CollectionChannel ToChannel(string word) => BallotWords.TryChannel(word, out CollectionChannel channel) ? channel : (CollectionChannel)Number(word);

    public static DateTimeOffset ToTime(string? text) => IsoTime.TryRead(text ?? "", out DateTimeOffset time) ? time : default;

    /// <exception cref="FormatException">The key is missing.</exception>
    public static T Need<T>(T? value, [CallerArgumentExpression(nameof(value))] string key = "")
        where T : class => value ?? throw new FormatException($"{JsonNamingPolicy.CamelCase.ConvertName(key)} is missing");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : int.MinValue;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(HeaderLine))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(QuestionnaireLine))]
[JsonSerializable(typeof(ClosingLine))]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(ContentLine))]
[JsonSerializable(typeof(SpentLine))]
[JsonSerializable(typeof(BallotLine))]
[JsonSerializable(typeof(UnitLine))]
[JsonSerializable(typeof(EndLine))]
internal sealed partial class ExportJsonContext : JsonSerializerContext
{
    public static ExportJsonContext Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
