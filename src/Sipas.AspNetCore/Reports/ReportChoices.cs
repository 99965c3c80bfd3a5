using Sipas.Ballots;
using Sipas.Questionnaires;
using Sipas.Ranking;
using Sipas.Reporting;
using Sipas.Scoring;
using Sipas.Text;
using Sipas.Units;

namespace Sipas.AspNetCore.Reports;

/// <summary>A row of links.</summary>
internal sealed record ReportChoices(string Label, IReadOnlyList<ReportLink> Links);
