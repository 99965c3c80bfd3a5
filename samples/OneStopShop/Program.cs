using Microsoft.AspNetCore.Authentication.Cookies;
using OneStopShop.Dossiers;
using Sipas.Common;
using Sipas.Units;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// The application without Sipas.
builder.Services.AddRazorPages();
builder.Services.AddSingleton<DossierBook>();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("staff", policy => policy.RequireAuthenticatedUser())
    .AddPolicy("leaders", policy => policy.RequireRole("leader"));

// Added for Sipas.
builder.Services.AddSipas(options => options.KioskIdleSeconds = 60)
    .UseSqlite(builder.Configuration["Sipas:Database"] ?? "data/one-stop-shop.db")
    .AddMethodPack("kiosk-9")
    .AddUnits(new OrganisationUnit
    {
        Code = DossierBook.Counter,
        Name = new LocalizedText("Bộ phận Một cửa xã Ví Dụ", "One-stop shop of Vi Du commune"),
        Block = "communes",
    })
    .AddLiveFigures("leaders");

WebApplication app = builder.Build();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
app.MapRazorPages();
app.MapSipasKiosk();
app.MapSipasReports().RequireAuthorization("leaders");
app.Run();
