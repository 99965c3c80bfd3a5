using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>An officer's page within its layout.</summary>
/// <typeparam name="TPage">The component below the heading.</typeparam>
internal sealed class AdminDocument<TPage> : ComponentBase
    where TPage : IComponent
{
    [CascadingParameter]
    private AdminView View { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Cascade.Around(View.Frame, Layout));

    private void Layout(RenderTreeBuilder builder)
    {
        builder.OpenComponent<AdminLayout>(0);
        builder.AddComponentParameter(1, nameof(AdminLayout.Title), View.Title);
        builder.AddComponentParameter(2, nameof(AdminLayout.Over), View.Over);
        builder.AddComponentParameter(3, nameof(AdminLayout.ChildContent), Cascade.To<TPage>(View.Model));
        builder.CloseComponent();
    }
}
