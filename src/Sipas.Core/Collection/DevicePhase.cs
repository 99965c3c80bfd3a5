namespace Sipas.Collection;

/// <summary>Whether a device collects for the survey or is tried out.</summary>
public enum DevicePhase
{
    /// <summary>Tried out or shown to staff: its ballots are kept apart and count nowhere.</summary>
    Trial = 1,

    /// <summary>Collects for the survey.</summary>
    Official = 2,
}

/// <summary>The words by which a phase is known in JSON, files and commands.</summary>
public static class DevicePhaseWords
{
    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = ["trial", "official"];

    /// <summary>The word of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is no phase.</exception>
    public static string Of(DevicePhase phase) => phase switch
    {
        DevicePhase.Trial => "trial",
        DevicePhase.Official => "official",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "There is no such phase."),
    };

    /// <summary>Reads a word.</summary>
    /// <param name="word">One of <see cref="All"/>.</param>
    /// <param name="phase">The phase.</param>
    /// <returns>False when it is none of them.</returns>
    public static bool TryRead(string? word, out DevicePhase phase)
    {
        phase = word switch { "trial" => DevicePhase.Trial, "official" => DevicePhase.Official, _ => default };
        return phase != default;
    }
}
