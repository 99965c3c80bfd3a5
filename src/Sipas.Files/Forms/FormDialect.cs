namespace Sipas.Files.Forms;

/// <summary>The two expression syntaxes of forms.</summary>
internal enum FormDialect
{
    /// <summary>XPath with <c>${name}</c>.</summary>
    XlsForm,

    /// <summary><c>{name}</c> and operators such as <c>contains</c>.</summary>
    SurveyJs,
}
