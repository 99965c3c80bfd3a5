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

/// <summary>The figure of an item, with the count of each answer.</summary>
public sealed record ItemFigure : Figure
{
    /// <summary>Number of answers at each level; the key is the level's number.</summary>
    public required IReadOnlyDictionary<string, long> Levels { get; init; }

    /// <summary>Number of each special answer that the scale offers; the key is its wire name.</summary>
    public required IReadOnlyDictionary<string, long> SpecialAnswers { get; init; }
}
