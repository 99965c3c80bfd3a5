namespace Sipas.AspNetCore.Admin.Printing;

/// <summary>A part of a questionnaire on paper.</summary>
internal abstract record PaperBlock;
