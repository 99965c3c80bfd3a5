using System.Text.Json.Serialization;

namespace Sipas.Questionnaires;

/// <summary>By which time a ballot belongs to a day.</summary>
[JsonConverter(typeof(Text.CamelCaseEnumConverter<CountBy>))]
public enum CountBy
{
    /// <summary>When it was completed, as far as the server can know it.</summary>
    Completion = 1,

    /// <summary>When the server took it.</summary>
    Receipt = 2,
}

/// <summary>The rule by which ballots that are sent late are given their day.</summary>
public sealed record CollectionRule
{
    /// <summary>What holds where a pack says nothing: by completion, and no ballot waits longer than 92 days.</summary>
    public static CollectionRule Default { get; } = new();

    private readonly CountBy? _countBy;
    private readonly int? _maximumDelayDays;

    /// <summary>By which time a ballot belongs to a day. Default <see cref="CountBy.Completion"/>.</summary>
    public CountBy CountBy
    {
        get => _countBy ?? CountBy.Completion;
        init => _countBy = value;
    }

    /// <summary>Days that a ballot may wait on its device, 1 to 366; one that says it waited longer has a wrong clock and counts for the day of its receipt. Default 92.</summary>
    public int MaximumDelayDays
    {
        get => _maximumDelayDays ?? 92;
        init => _maximumDelayDays = value;
    }
}
