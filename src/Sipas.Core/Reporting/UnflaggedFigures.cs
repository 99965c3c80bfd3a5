using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Sipas.Aggregation;
using Sipas.Ballots;
using Sipas.Numerics;
using Sipas.Questionnaires;
using Sipas.Scoring;
using Sipas.Text;

namespace Sipas.Reporting;

/// <summary>The figures of a group without its flagged ballots.</summary>
public sealed record UnflaggedFigures
{
    /// <summary>Number of flagged ballots, which are included in the figures of the group and excluded here.</summary>
    public required long Flagged { get; init; }

    /// <summary>Number of remaining ballots.</summary>
    public required long Ballots { get; init; }

    /// <summary>The overall index of the remaining ballots.</summary>
    public required Figure Overall { get; init; }
}
