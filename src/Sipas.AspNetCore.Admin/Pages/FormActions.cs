using Microsoft.AspNetCore.Http;
using Sipas.AspNetCore.Http;
using Sipas.AspNetCore.Pages;
using Sipas.Problems;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>Actions of submitted forms.</summary>
internal static class FormActions
{
    /// <summary>Runs the action of a form. Problems that services report are added to the form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="action">The action; returns the response, or null to show the form again.</param>
    /// <param name="fieldOf">Gets the field that a problem concerns; an empty text for problems without one.</param>
    /// <returns>The response of the action; null if the form is to be shown with its problems.</returns>
    public static Task<IResult?> TryAsync(this FormState form, Func<Task<IResult?>> action, Func<Problem, string> fieldOf) =>
        ReportedProblems.HandleAsync(action, problems =>
        {
            foreach (Problem problem in problems)
            {
                form.Add(fieldOf(problem), problem);
            }

            return null;
        });
}
