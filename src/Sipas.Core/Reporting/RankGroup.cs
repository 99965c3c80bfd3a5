using System.Text.Json;
using System.Text.Json.Serialization;
using Sipas.Estimation;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Text;
using Sipas.Units;
using static Sipas.Reporting.ReportTexts;

namespace Sipas.Reporting;

/// <summary>The number of ranked units in a group.</summary>
/// <param name="Code">Code of the group.</param>
/// <param name="Text">Its name.</param>
/// <param name="Units">Number of ranked units.</param>
public sealed record RankGroup(string Code, LocalizedText Text, int Units);
