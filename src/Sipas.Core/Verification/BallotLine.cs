using System.Text.Json.Serialization;
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

    /// <summary>The statements of the ballot, in the properties above.</summary>
    [JsonIgnore]
    public BallotHeader Header
    {
        get => new()
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

        init
        {
            Id = value.Id;
            Replaces = value.Replaces;
            Pack = value.PackId;
            Questionnaire = value.QuestionnaireVersion;
            Unit = value.UnitCode;
            Procedure = value.ProcedureCode;
            Mode = ExportNames.Of(value.Mode);
            Basis = ExportNames.Of(value.Basis);
            Device = value.DeviceCode;
            Language = value.Language;
            Started = Iso8601.Write(value.StartedAt);
            Completed = Iso8601.Write(value.CompletedAt);
        }
    }

    public static BallotLine Of(StoredBallot ballot) => new()
    {
        Sequence = ballot.Sequence,
        Header = ballot.Header,
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
        Header = Header,
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
