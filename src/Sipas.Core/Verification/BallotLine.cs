using System.Text.Json.Serialization.Metadata;
using Sipas.Ballots;
using Sipas.Common;
using static Sipas.Verification.ExportNames;

namespace Sipas.Verification;

internal sealed record BallotLine : IBallotCodes
{
    public const string Word = "ballot";

    // The texts of BallotFields.Exported.
    private readonly string?[] _header = new string?[BallotFields.Exported.Length];

    public BallotLine()
    {
    }

    private BallotLine(BallotHeader header)
    {
        for (int i = 0; i < _header.Length; i++)
        {
            _header[i] = BallotFields.Exported[i].Text!(header);
        }
    }

    public string Type { get; init; } = Word;

    public long Sequence { get; init; }

    public Guid Id { get; init; }

    public Guid? Replaces { get; init; }

    public long? Original { get; init; }

    public CorrectionLine? Correction { get; init; }

    public long? ReplacedBy { get; init; }

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

    /// <summary>Adds the fields of the header to the keys of a line.</summary>
    public static void AddHeader(JsonTypeInfo type)
    {
        if (type.Type != typeof(BallotLine))
        {
            return;
        }

        int next = type.Properties.TakeWhile(property => property.Name != "answers").Count();
        for (int i = 0; i < BallotFields.Exported.Length; i++)
        {
            int field = i;
            type.Properties.Insert(next + i, JsonMetadataServices.CreatePropertyInfo(type.Options, new JsonPropertyInfoValues<string?>
            {
                IsProperty = true,
                IsPublic = true,
                DeclaringType = typeof(BallotLine),
                PropertyName = BallotFields.Exported[i].Name,
                JsonPropertyName = BallotFields.Exported[i].Name,
                Getter = line => ((BallotLine)line)._header[field],
                Setter = (line, text) => ((BallotLine)line)._header[field] = text,
            }));
        }
    }

    string? IBallotCodes.CodeOf(BallotField field) => TextOf(field);

    // A method and not a property: the generator for .NET 8 sets an ignored init-only property to its default.
    private BallotHeader ToHeader() => BallotHeader.Of(
        this, (Id, Replaces), (TextOf(BallotFields.Pack)!, TextOf(BallotFields.Questionnaire)!), TextOf(BallotFields.Unit)!,
        ToMode(TextOf(BallotFields.Mode)!), ToBasis(TextOf(BallotFields.Basis)!),
        (ToTime(TextOf(BallotFields.Started)), ToTime(TextOf(BallotFields.Completed))));

    private string? TextOf(BallotField field)
    {
        string? text = _header[BallotFields.Exported.IndexOf(field)];
        return field.IsAlwaysSet ? Need(text, field.Name) : text;
    }

    public static BallotLine Of(StoredBallot ballot) => new(ballot.Header)
    {
        Sequence = ballot.Sequence,
        Id = ballot.Header.Id,
        Replaces = ballot.Header.Replaces,
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
