namespace Sipas.Storage;

/// <summary>The naming rule for surveys.</summary>
public static class SurveyNames
{
    /// <summary>Rejects a malformed name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="Problems.SipasException">The name is malformed (<c>BAL0110</c>).</exception>
    public static void Require(string name)
    {
        if (!Text.CodeText.IsWellFormed(name))
        {
            throw new Problems.SipasException(
                new Problems.Problem(Problems.ProblemCodes.CodeMalformed, "name", name, Text.CodeText.Allowed));
        }
    }
}
