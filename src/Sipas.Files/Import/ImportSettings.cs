using Sipas.Ballots;

namespace Sipas.Files.Import;

/// <summary>Settings of an import in addition to the cells of the file.</summary>
internal sealed record ImportSettings
{
    /// <summary>Id of the pack.</summary>
    public required string Pack { get; init; }

    /// <summary>Version of the questionnaire.</summary>
    public required string QuestionnaireVersion { get; init; }

    /// <summary>Column of the unit's code if the map names none.</summary>
    public required string UnitColumn { get; init; }

    /// <summary>Code of the organisation unit of rows that do not name one; null when each row names its own.</summary>
    public string? Unit { get; init; }

    /// <summary>Collection mode of rows that do not name one.</summary>
    public required string Mode { get; init; }

    /// <summary>Selection basis of rows that do not name one.</summary>
    public required string Basis { get; init; }

    /// <summary>Derives ids from printed numbers; needed only for a file that has them
    /// (<see cref="BallotFile.HasNumbers"/>).</summary>
    public BallotNumberKey? Numbers { get; init; }

    /// <summary>Day of all ballots that do not name one; null if not specified.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The day to use when neither the file nor <see cref="Date"/> specifies one.</summary>
    public required DateOnly Today { get; init; }
}
