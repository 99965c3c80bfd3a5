namespace Sipas.Devices;

/// <summary>Phase of a device: trial or official collection.</summary>
internal enum DevicePhase
{
    /// <summary>Trial or demonstration to staff: its ballots are stored as held submissions and not counted.</summary>
    Trial = 1,

    /// <summary>Collects for the survey.</summary>
    Official = 2,
}
