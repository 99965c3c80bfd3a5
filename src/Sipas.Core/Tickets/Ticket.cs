using Sipas.Ballots;

namespace Sipas.Tickets;

/// <summary>
/// The right to give one ballot about one dossier. Bound to pack, organisation unit and dossier by its id; contains no
/// data of the dossier or of a person.
/// </summary>
public sealed record Ticket
{
    /// <summary>Length of an id in bytes.</summary>
    public const int IdLength = 16;

    /// <summary>
    /// Keyed hash of pack, unit and dossier number: the same dossier always has the same id, and without the key the
    /// dossier cannot be found from it.
    /// </summary>
    public required ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>Id of the pack whose questionnaire is answered.</summary>
    public required string PackId { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Code of the rated unit.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the procedure; null when it was not stated.</summary>
    public string? ProcedureCode { get; init; }

    /// <summary>Whether the dossier was sampled or every dossier gets a ticket.</summary>
    public required SelectionBasis Basis { get; init; }

    /// <summary>Expiry in UTC, to the second.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
