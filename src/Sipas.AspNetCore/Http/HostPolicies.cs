using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sipas.Problems;

namespace Sipas.AspNetCore.Http;

/// <summary>Authorization policies of the host that define roles of this library.</summary>
internal static class HostPolicies
{
    /// <summary>Whether a policy admits the sender of a request.</summary>
    public static async ValueTask<bool> AdmitsAsync(HttpContext context, string name)
    {
        AuthorizationPolicy? policy = await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name);
        if (policy is null)
        {
            return false;
        }

        var evaluator = context.RequestServices.GetRequiredService<IPolicyEvaluator>();
        return (await evaluator.AuthorizeAsync(policy, await evaluator.AuthenticateAsync(policy, context), context, context)).Succeeded;
    }

    /// <summary>Throws for names of policies that the host does not have.</summary>
    /// <exception cref="SipasException">A policy is missing (<c>CFG0004</c>).</exception>
    public static void Require(IServiceProvider services, string method, IEnumerable<string?> names)
    {
        foreach (string name in names.OfType<string>())
        {
            if (services.GetService<IAuthorizationPolicyProvider>()?.GetPolicyAsync(name).GetAwaiter().GetResult() is null)
            {
                throw new SipasException(new Problem(
                    ProblemCodes.OptionOutOfRange, method, name,
                    $"builder.Services.AddAuthorization(options => options.AddPolicy(\"{name}\", …))"));
            }
        }
    }
}
