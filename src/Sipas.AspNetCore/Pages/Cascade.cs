using Microsoft.AspNetCore.Components;

namespace Sipas.AspNetCore.Pages;

/// <summary>Content with cascading values.</summary>
internal static class Cascade
{
    /// <summary>Creates a component that gets its model as a cascading value.</summary>
    /// <typeparam name="TPage">The component.</typeparam>
    /// <param name="model">The model, cascaded as its run-time type.</param>
    public static RenderFragment To<TPage>(object model)
        where TPage : IComponent => Around(model, builder =>
        {
            builder.OpenComponent<TPage>(0);
            builder.CloseComponent();
        });

    /// <summary>Creates content that gets a value.</summary>
    /// <param name="value">The value, cascaded as its run-time type.</param>
    /// <param name="content">The content.</param>
    public static RenderFragment Around(object value, RenderFragment content) => builder =>
    {
        builder.OpenComponent(0, typeof(CascadingValue<>).MakeGenericType(value.GetType()));
        builder.AddComponentParameter(1, nameof(CascadingValue<object>.Value), value);
        builder.AddComponentParameter(2, nameof(CascadingValue<object>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<object>.ChildContent), content);
        builder.CloseComponent();
    };
}
