using Sipas.Questionnaires;

namespace Sipas.Ballots;

/// <summary>One filled questionnaire (phiếu) that passed validation. Immutable; a correction is a new ballot.</summary>
public sealed record Ballot
{
    /// <summary>Id made by the client at the first tap.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the ballot whose place it takes; null for a ballot that corrects none.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>The questionnaire it answers.</summary>
    public required AnswerLayout Layout { get; init; }

    /// <summary>Code of the unit that is rated.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the administrative procedure; null when it was not stated.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>How it was collected.</summary>
    public required CollectionMode Mode { get; init; }

    /// <summary>How the respondent came to answer.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Code of the device it was cast on; null when there was none.</summary>
    public string? DeviceCode { get; init; }

    /// <summary>Language it was shown in: a BCP 47 tag in lower case.</summary>
    public required string Language { get; init; }

    /// <summary>The first tap, by the device's clock, to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The last tap, by the device's clock, to the millisecond.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>One code per item in questionnaire order: see <see cref="ItemLayout"/>.</summary>
    public required ReadOnlyMemory<byte> Codes { get; init; }

    /// <summary>Answers to number, text and date questions, in questionnaire order; a question without a value is left out.</summary>
    public IReadOnlyList<AnswerValue> Values { get; init; } = [];

    /// <summary>The sender's salt for the commitments to its values; empty for the store's. Not stored.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }
}
