using Sipas.Storage;

namespace Sipas.ReferenceHost.Faults;

/// <summary>All that a storage of ballots may be asked.</summary>
internal interface IWholeStorage : ISipasStorage, IOfficeStorage;
