using Sipas.Ballots;
using Sipas.Common;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

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

    // Methods and not a property: the generator for .NET 8 sets an ignored init-only property to its default.
    private BallotHeader ToHeader() => new()
    {
        Id = Id,
        Replaces = Replaces,
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
    };

    public static BallotLine Of(StoredBallot ballot) => new()
    {
        Sequence = ballot.Sequence,
        Id = ballot.Header.Id,
        Replaces = ballot.Header.Replaces,
        Pack = ballot.Header.PackId,
        Questionnaire = ballot.Header.QuestionnaireVersion,
        Unit = ballot.Header.UnitCode,
        Procedure = ballot.Header.ProcedureCode,
        Mode = ExportNames.Of(ballot.Header.Mode),
        Basis = ExportNames.Of(ballot.Header.Basis),
        Device = ballot.Header.DeviceCode,
        Language = ballot.Header.Language,
        Started = Iso8601.Write(ballot.Header.StartedAt),
        Completed = Iso8601.Write(ballot.Header.CompletedAt),
        Original = ballot.Original,
        Correction = ballot.Correction is { } correction ? CorrectionLine.Of(correction) : null,
        ReplacedBy = ballot.ReplacedBy,
        Answers = ballot.Answers,
        Values = ballot.Values.Count == 0 ? null : [.. ballot.Values.Select(ValueLine.Of)],
        ContentHash = Hex.Lower(ballot.ContentHash.Span),
        Position = ballot.Position,
        ChainHash = Hex.Lower(ballot.ChainHash.Span),
        ReceivedAt = Iso8601.Write(ballot.ReceivedAt),
        CountedOn = ballot.CountedOn,
        Late = ballot.Late ? true : null,
        LateFor = ballot.LateFor,
        Channel = ballot.Channel is { } channel ? ExportNames.Of(channel) : null,
        SentBy = ballot.SentBy,
        ClockSkew = ballot.ClockSkew?.Ticks / TimeSpan.TicksPerMillisecond,
        Seal = ballot.Seal is { } seal ? SealLine.Of(seal) : null,
    };

    public StoredBallot ToBallot() => new()
    {
        Sequence = Sequence,
        Original = Original,
        Correction = Correction?.ToCorrection(),
        ReplacedBy = ReplacedBy,
        Header = ToHeader(),
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
