namespace Sipas.Packs;

/// <summary>The rule that determines the counting day of ballots that are sent late.</summary>
public sealed record CollectionRule
{
    /// <summary>The default for packs without a rule: by completion, with a maximum delay of 92 days.</summary>
    public static CollectionRule Default { get; } = new();

    private readonly CountBy? _countBy;
    private readonly int? _maximumDelayDays;

    /// <summary>The time that determines the counting day of a ballot. Default: <see cref="CountBy.Completion"/>.</summary>
    public CountBy CountBy
    {
        get => _countBy ?? CountBy.Completion;
        init => _countBy = value;
    }

    /// <summary>Maximum number of days a ballot can wait on its device, 1 to 366. A ballot that claims a longer delay is
    /// assumed to have a wrong clock and counts for the day of its receipt. Default: 92.</summary>
    public int MaximumDelayDays
    {
        get => _maximumDelayDays ?? 92;
        init => _maximumDelayDays = value;
    }
}
