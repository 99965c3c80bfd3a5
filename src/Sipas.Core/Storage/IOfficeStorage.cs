namespace Sipas.Storage;

/// <summary>
/// Stores administrative data outside the ballot log: import maps, flags and reviews, paper ballots being entered, and
/// outgoing low-rating alerts.
/// </summary>
/// <remarks>These calls never change a ballot. Optional for a ballot storage; the storages of this library implement it.</remarks>
public interface IOfficeStorage : IImportMapStore, IQualityStore, IPaperStore, IAlertStore;
