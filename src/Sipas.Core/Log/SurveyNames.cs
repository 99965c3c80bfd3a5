using Sipas.Common;
using Sipas.Problems;

namespace Sipas.Log;

/// <summary>The naming rule for surveys.</summary>
internal static class SurveyNames
{
    /// <summary>Rejects a malformed name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SipasException">The name is malformed (<c>BAL0110</c>).</exception>
    public static void Require(string name)
    {
        if (!CodeText.IsWellFormed(name))
        {
            throw new SipasException(
                new Problem(ProblemCodes.CodeMalformed, "name", name, CodeText.Allowed));
        }
    }
}
