using Sipas.Packs;

namespace Sipas.Ballots;

/// <summary>A completed questionnaire (phiếu) that passed validation. Immutable; a correction is a new ballot.</summary>
public sealed record Ballot
{
    /// <summary>Its statements other than the answers; pack and questionnaire are those of <see cref="Layout"/>.</summary>
    public required BallotHeader Header { get; init; }

    /// <summary>The questionnaire it answers.</summary>
    public required AnswerLayout Layout { get; init; }

    /// <summary>Id of the ballot; see <see cref="BallotHeader.Id"/>.</summary>
    public Guid Id => Header.Id;

    /// <summary>Id of the ballot it replaces; null if it is not a correction.</summary>
    public Guid? Replaces => Header.Replaces;

    /// <summary>Code of the rated organisation unit.</summary>
    public string UnitCode => Header.UnitCode;

    /// <summary>Code of the administrative procedure; null when not stated.</summary>
    public string? ProcedureCode => Header.ProcedureCode;

    /// <summary>Collection mode.</summary>
    public CollectionMode Mode => Header.Mode;

    /// <summary>Selection basis of the respondent.</summary>
    public SelectionBasis Basis => Header.Basis;

    /// <summary>Code of the device; null for none.</summary>
    public string? DeviceCode => Header.DeviceCode;

    /// <summary>Time of the first tap.</summary>
    public DateTimeOffset StartedAt => Header.StartedAt;

    /// <summary>Time of the last tap.</summary>
    public DateTimeOffset CompletedAt => Header.CompletedAt;

    /// <summary>One code per item in questionnaire order; see <see cref="ItemLayout"/>.</summary>
    public required ReadOnlyMemory<byte> Codes { get; init; }

    /// <summary>Answers to number, text and date questions, in questionnaire order. Questions without a value are omitted.</summary>
    public IReadOnlyList<AnswerValue> Values { get; init; } = [];

    /// <summary>The sender's salt for the commitments to its values; empty to use the salt of the store. Not stored.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }
}
