namespace Sipas.Devices;

/// <summary>Wire names of device phases in JSON, files and commands.</summary>
internal static class DevicePhaseNames
{
    /// <summary>All wire names.</summary>
    public static IReadOnlyList<string> All { get; } = ["trial", "official"];

    /// <summary>Returns the wire name of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a defined phase.</exception>
    public static string Of(DevicePhase phase) => phase switch
    {
        DevicePhase.Trial => "trial",
        DevicePhase.Official => "official",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "There is no such phase."),
    };

    /// <summary>Parses a wire name.</summary>
    /// <param name="word">One of <see cref="All"/>.</param>
    /// <param name="phase">The phase.</param>
    /// <returns>False when the value is none of them.</returns>
    public static bool TryRead(string? word, out DevicePhase phase)
    {
        phase = word switch { "trial" => DevicePhase.Trial, "official" => DevicePhase.Official, _ => default };
        return phase != default;
    }
}
