using Sipas.Files.Columns;
using Sipas.Files.Import;

namespace Sipas.AspNetCore.Admin.Import;

/// <summary>The officer's choices for reading a file.</summary>
/// <param name="Map">The columns' contents.</param>
/// <param name="Settings">The settings in addition to the cells.</param>
internal sealed record ImportChoice(ColumnMap Map, ImportSettings Settings);
