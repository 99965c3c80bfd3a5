using Sipas.Common;

namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>Options to be ticked.</summary>
/// <param name="Code">Code of the question.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">The options.</param>
/// <param name="Several">Whether several may be ticked.</param>
internal sealed record PaperChoice(string Code, LocalizedText Text, IReadOnlyList<LocalizedText> Options, bool Several) : PaperBlock;
