using Sipas.Units;

namespace Sipas.Hosting;

/// <summary>Units that a host states at startup.</summary>
/// <param name="Read">Reads them from the services of the host.</param>
internal sealed record UnitSource(Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<OrganisationUnit>>> Read);
