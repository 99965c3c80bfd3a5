namespace Sipas.Plans;

/// <summary>The last saved revision of a survey plan.</summary>
internal sealed record StoredPlan
{
    /// <summary>The plan; its code identifies the survey everywhere in the store.</summary>
    public required SurveyPlan Plan { get; init; }

    /// <summary>Number of the revision, from 1.</summary>
    public required long Revision { get; init; }

    /// <summary>Time of saving.</summary>
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The person who saved it.</summary>
    public required string SavedBy { get; init; }
}
