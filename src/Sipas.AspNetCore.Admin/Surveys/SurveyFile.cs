using Sipas.Fieldwork;
using Sipas.Plans;
using Sipas.Problems;
using Sipas.Sampling;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin.Surveys;

/// <summary>All stored data of one survey.</summary>
internal sealed record SurveyFile
{
    public required StoredPlan Stored { get; init; }

    public StoredFrame? Frame { get; init; }

    public StoredDraw? Draw { get; init; }

    public IReadOnlyList<FieldLogEntry> Log { get; init; } = [];

    public SurveyPlan Plan => Stored.Plan;

    /// <summary>The strata of the frame once it is sealed.</summary>
    public Stratum[] Strata =>
        [.. Frame?.Seal?.Strata.Select(stratum => new Stratum { Code = stratum.Stratum, PopulationCount = stratum.RowCount }) ?? []];

    /// <summary>Reads a survey.</summary>
    /// <exception cref="SipasException">There is no such survey (<c>PPL0001</c>).</exception>
    public static async Task<SurveyFile> ReadAsync(IPersonalDataStorage people, string survey, CancellationToken cancellationToken)
    {
        StoredPlan stored = await people.Plans.FindPlanAsync(survey, cancellationToken)
            ?? throw new SipasException(new Problem(ProblemCodes.SurveyUnknown, null, survey));
        StoredDraw? draw = await people.Samples.FindDrawAsync(survey, cancellationToken);
        return new SurveyFile
        {
            Stored = stored,
            Frame = await people.Frames.FindFrameAsync(survey, cancellationToken),
            Draw = draw,
            Log = draw is null ? [] : await people.Field.ReadFieldLogAsync(survey, cancellationToken),
        };
    }

    /// <summary>Opens the state of fieldwork that follows from lists and log.</summary>
    /// <exception cref="SipasException">Nothing is drawn yet (<c>PPL0009</c>).</exception>
    public FieldLedger OpenLedger()
    {
        StoredDraw draw = Draw ?? throw new SipasException(new Problem(ProblemCodes.NotDrawn, Plan.Code));
        var ledger = new FieldLedger(draw.Official, draw.Reserve);
        foreach (FieldLogEntry entry in Log)
        {
            ledger.Apply(entry.Event);
        }

        return ledger;
    }
}
