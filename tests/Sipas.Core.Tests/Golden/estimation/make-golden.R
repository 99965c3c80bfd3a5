# Makes golden.json from synthetic populations of our own with R's survey package. Run by a person: Rscript make-golden.R golden.json
suppressMessages({library(survey); library(jsonlite)})
set.seed(20260701)
num <- function(x) { x <- unname(c(x)); I(ifelse(is.na(x), "NaN", sprintf("%.17g", x))) }
out <- list(r = R.version.string, survey = as.character(packageVersion("survey")), cases = list())
data <- list(); cases <- list()
put <- function(name, ...) cases[[name]] <<- list(...)
est <- function(value, se) list(value = num(value), se = num(se))

# A: two stages, 5 areas, communes with finite populations at both stages, six Likert items with gaps, units that cut across communes.
H <- 5; mk <- function() {
  rows <- list(); psu <- 0
  for (h in 1:H) { M <- 9 + h * 2; m <- 3 + (h %% 3)
    for (i in 1:m) { psu <- psu + 1; N <- 60 + 7 * psu; n <- 9 + (psu %% 4); eff <- rnorm(1, 0, .35)
      latent <- rnorm(n, .6 + eff, 1)
      items <- sapply(1:6, function(j) pmin(5, pmax(1, round(3.4 + .8 * latent + rnorm(n, 0, .8) + .1 * j))))
      items[matrix(runif(n * 6) < .08, n)] <- NA
      rows[[psu]] <- data.frame(area = paste0("A", h), commune = paste0("C", sprintf("%02d", psu)), M = M, N = N, w = M / m * N / n * runif(n, .8, 1.25),
        unit = sample(paste0("U", 1:4), n, TRUE), sex = sample(c("f", "m"), n, TRUE), age = sample(c("18-34", "35-59", "60+"), n, TRUE, c(.3, .5, .2)),
        income = round(exp(rnorm(n, 2, .6)), 3), items) } }
  do.call(rbind, rows) }
d <- mk(); names(d)[10:15] <- paste0("k", 1:6); d$hh <- seq_len(nrow(d))
for (j in 1:6) d[[paste0("b", j)]] <- as.numeric(d[[paste0("k", j)]] >= 4)
sat <- rowSums(d[paste0("b", 1:3)], na.rm = TRUE); val <- rowSums(!is.na(d[paste0("b", 1:3)])); d$s1 <- ifelse(val == 0, NA, sat); d$v1 <- ifelse(val == 0, NA, val)
sat <- rowSums(d[paste0("b", 4:6)], na.rm = TRUE); val <- rowSums(!is.na(d[paste0("b", 4:6)])); d$s2 <- ifelse(val == 0, NA, sat); d$v2 <- ifelse(val == 0, NA, val)
d$one <- 1; d$u1 <- as.numeric(d$unit == "U1")
data$A <- d
des  <- svydesign(id = ~commune, strata = ~area, weights = ~w, data = d)
desf <- svydesign(id = ~commune, strata = ~area, weights = ~w, fpc = ~M, data = d)
des2 <- svydesign(id = ~commune + hh, strata = ~area, weights = ~w, fpc = ~M + N, data = d)
basics <- function(tag, g) {
  m <- svymean(~k1, g, na.rm = TRUE, deff = "replace"); mo <- svymean(~k1, g, na.rm = TRUE, deff = TRUE)
  put(paste0(tag, ".mean.k1"), value = num(coef(m)), se = num(SE(m)), df = num(degf(subset(g, !is.na(k1)))), deffWr = num(deff(m)), deffWor = num(deff(mo)))
  b <- svymean(~b1, g, na.rm = TRUE, deff = "replace"); put(paste0(tag, ".share.b1"), value = num(coef(b)), se = num(SE(b)), deffWr = num(deff(b)))
  t <- svytotal(~income, g, deff = "replace"); put(paste0(tag, ".total.income"), value = num(coef(t)), se = num(SE(t)), deffWr = num(deff(t)))
  r <- svyratio(~s1, ~v1, g, na.rm = TRUE); put(paste0(tag, ".ratio.c1"), value = num(coef(r)), se = num(SE(r)))
  for (u in paste0("U", 1:4)) { s <- subset(g, unit == u)
    m <- svymean(~b2, s, na.rm = TRUE, deff = "replace"); put(paste0(tag, ".share.b2.", u), value = num(coef(m)), se = num(SE(m)), df = num(degf(subset(s, !is.na(b2)))), deffWr = num(deff(m)))
    t <- svytotal(~income, s); put(paste0(tag, ".total.income.", u), value = num(coef(t)), se = num(SE(t)))
    r <- svyratio(~s1, ~v1, s, na.rm = TRUE); put(paste0(tag, ".ratio.c1.", u), value = num(coef(r)), se = num(SE(r))) }
  cc <- subset(g, !is.na(k1) & !is.na(k2) & !is.na(k3)); j <- svymean(~k1 + k2 + k3, cc); put(paste0(tag, ".cov"), matrix = num(vcov(j)))
  k <- svycontrast(j, c(k1 = 1, k2 = -1)); put(paste0(tag, ".difference.k1k2"), value = num(coef(k)), se = num(SE(k)))
  c2 <- subset(g, !is.na(s1) & !is.na(s2)); rr <- svyratio(~s1 + s2, ~one, c2)
  tt <- svytotal(~s1 + v1 + s2 + v2, c2); comp <- svycontrast(tt, quote(0.4 * s1 / v1 + 0.6 * s2 / v2)); put(paste0(tag, ".composite"), value = num(coef(comp)), se = num(SE(comp)))
}
basics("plain", des); basics("fpc", desf); basics("twoStage", des2)
by <- svyby(~income, ~unit, des, svymean, covmat = TRUE); put("plain.by.unit", value = num(coef(by)), cov = num(vcov(by)))
dd <- svycontrast(by, c(U1 = 1, U2 = -1)); tt <- coef(dd) / SE(dd); put("plain.unit.difference", value = num(coef(dd)), se = num(SE(dd)), p = num(2 * pt(-abs(tt), degf(subset(des, unit %in% c("U1", "U2"))))))
pairs <- combn(4, 2); p <- apply(pairs, 2, function(ij) { cf <- rep(0, 4); cf[ij] <- c(1, -1); k <- svycontrast(by, cf); z <- abs(coef(k) / SE(k)); 2 * pt(-z, degf(subset(des, unit %in% paste0("U", ij)))) })
put("plain.pairs", p = num(p), holm = num(p.adjust(p, "holm")), bh = num(p.adjust(p, "BH")), bonferroni = num(p.adjust(p, "bonferroni")))

# Shares and their intervals.
nona <- subset(des, !is.na(b1))
for (mth in c("logit", "beta", "asin", "mean")) { ci <- svyciprop(~b1, nona, method = mth); put(paste0("ci.", mth), limits = num(attr(ci, "ci"))) }
u3 <- subset(nona, unit == "U3"); for (mth in c("logit", "beta", "asin", "mean")) { ci <- svyciprop(~b1, u3, method = mth); put(paste0("ci.", mth, ".U3"), limits = num(attr(ci, "ci"))) }
# Capped, Wilson, Agresti-Coull: no function of survey 4.1 gives them; made here from its share, variance and df.
more <- function(tag, g) { m <- svymean(~b1, g); p <- c(coef(m)); v <- c(vcov(m)); df <- degf(g); n <- nrow(g$variables[weights(g) > 0, ]); t <- qt(.975, df); ne <- p * (1 - p) / v
  ns <- min(n, ne * (qt(.975, n - 1) / t)^2); put(paste0("ci.capped", tag), limits = num(c(qbeta(.025, ns * p, ns * (1 - p) + 1), qbeta(.975, ns * p + 1, ns * (1 - p)))))
  # Wilson's limits are the roots of (p - x)^2 = t^2 x (1 - x) / ne
  pr <- Re(polyroot(c(p^2, -2 * p - t^2 / ne, 1 + t^2 / ne))); put(paste0("ci.wilson", tag), limits = num(sort(pr)))
  x <- ne * p + t^2 / 2; nn <- ne + t^2; put(paste0("ci.agresti", tag), limits = num(x / nn + c(-1, 1) * t * sqrt(x / nn * (1 - x / nn) / nn))) }
more("", nona); more(".U3", u3)
cm <- confint(svymean(~k1, subset(des, !is.na(k1))), df = degf(des)); put("ci.t.k1", limits = num(cm))

# Quantiles: continuous values, so no ties.
for (q in c(.25, .5, .8)) { r <- svyquantile(~income, des, q, interval.type = "mean", qrule = "math", ci = TRUE); put(paste0("quantile.", q), value = num(r$income[1, 1]), limits = num(r$income[1, 2:3]), se = num(SE(r))) }
r <- svyquantile(~income, subset(des, unit == "U2"), .5, interval.type = "mean", qrule = "math", ci = TRUE); put("quantile.U2", value = num(r$income[1, 1]), limits = num(r$income[1, 2:3]))

# Weights.
# A missing value outside the domain must not reach the residuals: it is written as 0 there, where its weight is 0.
stats <- function(tag, g) { z <- function(x) ifelse(is.na(x), 0, x); g <- update(g, y1 = z(k1), y2 = z(b2), ys = z(s1), yv = z(v1))
  put(paste0(tag, ".weights"), w = num(weights(g)))
  m <- svymean(~y1, subset(g, !is.na(k1))); put(paste0(tag, ".mean.k1"), value = num(coef(m)), se = num(SE(m)))
  t <- svytotal(~income, g); put(paste0(tag, ".total.income"), value = num(coef(t)), se = num(SE(t)))
  m <- svymean(~y2, subset(g, unit == "U2" & !is.na(b2))); put(paste0(tag, ".share.b2.U2"), value = num(coef(m)), se = num(SE(m)))
  r <- svyratio(~ys, ~yv, subset(g, !is.na(v1))); put(paste0(tag, ".ratio.c1"), value = num(coef(r)), se = num(SE(r))) }
Nsex <- c(f = 5200, m = 4700); Nage <- c("18-34" = 2900, "35-59" = 5000, "60+" = 2000)
cell <- interaction(d$sex, d$age, sep = "/"); Ncell <- c(1500, 1400, 2650, 2350, 1050, 950); names(Ncell) <- levels(cell); d$cell <- as.character(cell); data$A$cell <- d$cell
des <- update(des, cell = d$cell); desf <- update(desf, cell = d$cell); des2 <- update(des2, cell = d$cell)
ps <- postStratify(des, ~cell, data.frame(cell = names(Ncell), Freq = Ncell)); stats("post", ps)
psf <- postStratify(des2, ~cell, data.frame(cell = names(Ncell), Freq = Ncell)); stats("post2", psf)
lin <- calibrate(des, ~sex + age, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000)); stats("linear", lin)
rak <- calibrate(des, ~sex + age, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000), calfun = "raking", epsilon = 1e-12, maxit = 200); stats("raking", rak)
s0 <- 9900 / sum(weights(des)); b <- c(.55, 1.9) * s0 / s0
dn <- d; dn$w <- d$w * s0; dnn <- svydesign(id = ~commune, strata = ~area, weights = ~w, data = dn); data$A$wn <- dn$w
log <- calibrate(dnn, ~sex + age, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000), calfun = "logit", bounds = c(.55, 1.9), epsilon = 1e-12, maxit = 200); stats("logit", log)
g0 <- range(weights(calibrate(dnn, ~sex + age + income, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000, income = 93000))) / weights(dnn)); bb <- c(g0[1] + .03, g0[2] - .02)
bnd <- calibrate(dnn, ~sex + age + income, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000, income = 93000), bounds = bb, epsilon = 1e-12, maxit = 200); put("bounded.bounds", limits = num(bb)); stats("bounded", bnd)
# Two steps: post-stratify by sex, then calibrate to income.
two <- calibrate(postStratify(des, ~sex, data.frame(sex = names(Nsex), Freq = Nsex)), ~income, c(`(Intercept)` = 9900, income = 93000)); stats("twoSteps", two)
cap <- as.numeric(quantile(d$w, .9)); tr <- trimWeights(des, upper = cap); put("trim.cap", value = num(cap)); stats("trim", tr); trs <- trimWeights(des, upper = cap, strict = TRUE); stats("trimStrict", trs)

# Replication.
reps <- function(tag, r) { for (mse in c(TRUE, FALSE)) { r$mse <- mse; x <- if (mse) ".mse" else ".mean"
  m <- svymean(~k1, subset(r, !is.na(k1))); put(paste0(tag, x, ".mean.k1"), value = num(coef(m)), se = num(SE(m)))
  t <- svytotal(~income, r); put(paste0(tag, x, ".total.income"), value = num(coef(t)), se = num(SE(t)))
  q <- svyratio(~s1, ~v1, subset(r, !is.na(v1))); put(paste0(tag, x, ".ratio.c1"), value = num(coef(q)), se = num(SE(q))) } }
reps("jkn", as.svrepdesign(des, type = "JKn")); reps("jknFpc", as.svrepdesign(desf, type = "JKn"))
reps("jk1", as.svrepdesign(svydesign(id = ~commune, weights = ~w, data = d), type = "JK1"))
rp <- postStratify(as.svrepdesign(des, type = "JKn"), ~cell, data.frame(cell = names(Ncell), Freq = Ncell)); reps("jknPost", rp)
rr <- calibrate(as.svrepdesign(des, type = "JKn"), ~sex + age, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000)); reps("jknLinear", rr)
two_psu <- d[d$commune %in% unlist(tapply(d$commune, d$area, function(x) sort(unique(x))[1:2])), ]
# Half-samples by hand: Sylvester's matrix, stratum s takes column s + 1 (from 0), the first commune in order is kept at +1.
had <- matrix(1); while (nrow(had) < H + 1) had <- rbind(cbind(had, had), cbind(had, -had))
fac <- function(rho) sapply(1:nrow(had), function(r) sapply(seq_len(nrow(two_psu)), function(i) { h <- as.integer(substr(two_psu$area[i], 2, 2)); cs <- sort(unique(two_psu$commune[two_psu$area == two_psu$area[i]]))
  keep <- (two_psu$commune[i] == cs[1]) == (had[r, h + 1] == 1); if (keep) 2 - rho else rho }))
data$B <- two_psu
reps("brr", svrepdesign(data = two_psu, weights = ~w, repweights = fac(0), type = "BRR", combined.weights = FALSE))
reps("fay", svrepdesign(data = two_psu, weights = ~w, repweights = fac(.3), type = "Fay", rho = .3, combined.weights = FALSE))

# Strata with a single commune.
lone <- d[!(d$area == "A2" & d$commune != min(d$commune[d$area == "A2"])), ]; lone$areaC <- ifelse(lone$area == "A2", "A3", lone$area); data$L <- lone
for (o in c("remove", "certainty", "adjust", "average")) { options(survey.lonely.psu = o); g <- svydesign(id = ~commune, strata = ~area, weights = ~w, data = lone)
  m <- svymean(~k1, subset(g, !is.na(k1))); put(paste0("lonely.", o, ".mean.k1"), value = num(coef(m)), se = num(SE(m))); r <- svyratio(~s1, ~v1, subset(g, !is.na(v1))); put(paste0("lonely.", o, ".ratio.c1"), value = num(coef(r)), se = num(SE(r)))
  m <- svymean(~income, subset(g, area %in% c("A1", "A2"))); put(paste0("lonely.", o, ".two"), value = num(coef(m)), se = num(SE(m)), df = num(degf(subset(g, area %in% c("A1", "A2"))))) }
options(survey.lonely.psu = "fail"); g <- svydesign(id = ~commune, strata = ~areaC, weights = ~w, data = lone); m <- svymean(~k1, subset(g, !is.na(k1))); put("lonely.collapse.mean.k1", value = num(coef(m)), se = num(SE(m)))
gg <- lone; gg$M1 <- ifelse(gg$area == "A2", 1, gg$M); data$L$M1 <- gg$M1; g <- svydesign(id = ~commune, strata = ~area, weights = ~w, fpc = ~M1, data = gg); m <- svymean(~k1, subset(g, !is.na(k1))); put("lonely.certain.mean.k1", value = num(coef(m)), se = num(SE(m)))

# Two years with overlapping communes.
y2 <- mk(); names(y2)[10:15] <- paste0("k", 1:6); y2$commune <- ifelse(as.integer(substr(y2$commune, 2, 3)) %% 3 == 0, paste0(y2$commune, "n"), y2$commune)
yy <- rbind(data.frame(year = "2025", d[c("area", "commune", "w", "unit", "k1", "k2")]), data.frame(year = "2026", y2[c("area", "commune", "w", "unit", "k1", "k2")])); yy$b1 <- as.numeric(yy$k1 >= 4); data$Y <- yy
gy <- svydesign(id = ~commune, strata = ~area, weights = ~w, data = yy); gyn <- subset(gy, !is.na(b1))
m <- svyby(~b1, ~year, gyn, svymean, covmat = TRUE); ch <- svycontrast(m, c(`2025` = -1, `2026` = 1)); tv <- coef(ch) / SE(ch); dfy <- degf(gyn)
put("years.change", value = num(coef(ch)), se = num(SE(ch)), df = num(dfy), p = num(2 * pt(-abs(tv), dfy)))

# Tables.
tab <- function(tag, f, g) { a <- svychisq(f, g, statistic = "F"); b <- svychisq(f, g, statistic = "Chisq"); put(tag, F = num(a$statistic), df = num(a$parameter), p = num(a$p.value), X2 = num(b$statistic), pFirst = num(b$p.value)) }
tab("table.unit.sex", ~unit + sex, des); tab("table.age.b1", ~age + b1, subset(des, !is.na(b1))); tab("table.age.unit.fpc", ~age + unit, des2)

# A table with an empty cell and an empty row label.
d$rare <- ifelse(d$sex == "f" & d$age == "60+", "r", ifelse(d$sex == "f", "s", "t")); data$A$rare <- d$rare; des <- update(des, rare = factor(d$rare, levels = c("r", "s", "t")))
tab("table.empty", ~rare + age, des)

# Three stages: communes, hamlets in them (labels start again in each commune), households; strata of hamlets at the second stage.
d$hamlet <- paste0("h", (ave(d$hh, d$commune, FUN = seq_along) - 1) %/% 3); d$kind <- ifelse(d$hamlet %in% c("h0", "h2"), "near", "far"); d$NH <- ifelse(d$kind == "near", 6, 9); d$NS <- 25
for (x in c("hamlet", "kind", "NH", "NS")) data$A[[x]] <- d[[x]]
d$ssu <- paste(d$commune, d$hamlet); d$kk <- paste(d$commune, d$kind); d$whole <- paste(d$ssu, "all"); options(survey.lonely.psu = "certainty")
three <- svydesign(id = ~commune + ssu + hh, strata = ~area + kk + whole, weights = ~w, fpc = ~M + NH + NS, data = d)
t <- svytotal(~income, three); put("three.total.income", value = num(coef(t)), se = num(SE(t))); m <- svymean(~k1, subset(three, unit == "U2" & !is.na(k1))); put("three.mean.k1.U2", value = num(coef(m)), se = num(SE(m)))
options(survey.lonely.psu = "fail")

# Cronbach's alpha from its definition, by covariance matrices, rows complete.
it <- as.matrix(na.omit(d[paste0("k", 1:6)])); alpha <- function(S) { k <- ncol(S); k / (k - 1) * (1 - sum(diag(S)) / sum(S)) }; S <- cov(it); R <- cor(it); rb <- mean(R[lower.tri(R)])
put("alpha", alpha = num(alpha(S)), standardised = num(6 * rb / (1 + 5 * rb)), drop = num(sapply(1:6, function(j) alpha(S[-j, -j]))), corrected = num(sapply(1:6, function(j) cor(it[, j], rowSums(it[, -j])))), sd = num(sqrt(diag(S))), rows = num(nrow(it)))
wc <- function(x) { ok <- !is.na(d[[x]]) & !is.na(d$k6); cov.wt(cbind(d[[x]][ok], d$k6[ok]), d$w[ok] / sum(d$w[ok]), cor = TRUE)$cor[1, 2] }
put("importance", correlation = num(sapply(paste0("k", 1:5), wc)), performance = num(sapply(paste0("k", 1:5), function(x) weighted.mean(d[[x]], d$w, na.rm = TRUE))))

# Nonresponse in classes, by its definition: unknown cases are spread over the known, then the silent over those who answered.
d$status <- c("r", "r", "n", "r", "u", "r", "i", "r")[(d$hh - 1) %% 8 + 1]; data$A$status <- d$status
nr <- function(w) { for (c in unique(d$age)) { k <- d$age == c; st <- d$status; s <- function(x) sum(w[k & st %in% x]); f1 <- s(c("r", "n", "u", "i")) / s(c("r", "n", "i")); f2 <- s(c("r", "n")) / s("r")
  w[k] <- w[k] * ifelse(st[k] == "r", f1 * f2, ifelse(st[k] == "i", f1, 0)) }; w }
dr <- d; dr$w <- nr(d$w); stats("nonresponse", svydesign(id = ~commune, strata = ~area, weights = ~w, data = dr))
redone <- function(f, g = des) { r <- as.svrepdesign(g, type = "JKn"); x <- d; x$w <- f(d$w); svrepdesign(data = x, weights = ~w, repweights = apply(weights(r, "analysis"), 2, f), combined.weights = TRUE, type = "JKn", scale = r$scale, rscales = r$rscales) }
reps("jknNonresponse", redone(nr))
reps("jknRaking", calibrate(as.svrepdesign(des, type = "JKn"), ~sex + age, c(`(Intercept)` = 9900, sexm = 4700, `age35-59` = 5000, `age60+` = 2000), calfun = "raking", epsilon = 1e-12, maxit = 200))
reps("jknTrim", redone(function(w) { over <- w > cap; free <- !over & w > 0; w[free] <- w[free] + sum(w[over] - cap) / sum(free); w[over] <- cap; w }))
jr <- as.svrepdesign(des, type = "JKn"); jr$mse <- TRUE; jc <- svymean(~k1 + k2, subset(jr, !is.na(k1) & !is.na(k2))); put("jkn.cov", matrix = num(vcov(jc)))
pp <- postStratify(des, ~cell, data.frame(cell = c(names(Ncell), "nobody/0"), Freq = c(Ncell, 77)), partial = TRUE); stats("postPartial", pp)

# Unit labels that start again in each area; sampling fractions in place of counts, and no weights.
d$cn <- as.character(ave(as.integer(substr(d$commune, 2, 3)), d$area, FUN = function(x) match(x, sort(unique(x))))); data$A$cn <- d$cn
nest <- svydesign(id = ~cn, strata = ~area, weights = ~w, data = d, nest = TRUE); m <- svymean(~k1, subset(nest, !is.na(k1))); put("nest.mean.k1", value = num(coef(m)), se = num(SE(m)))
d$f1 <- ave(as.integer(substr(d$commune, 2, 3)), d$area, FUN = function(x) length(unique(x))) / d$M; d$f2 <- ave(d$hh, d$commune, FUN = length) / d$N; data$A$f1 <- d$f1; data$A$f2 <- d$f2
fr <- svydesign(id = ~commune + hh, strata = ~area, fpc = ~f1 + f2, data = d); m <- svymean(~k1, subset(fr, !is.na(k1))); put("fractions.mean.k1", value = num(coef(m)), se = num(SE(m))); t <- svytotal(~income, fr); put("fractions.total.income", value = num(coef(t)), se = num(SE(t)))

# Design effects of ratios, totals and domains by both references; Kish's factor.
for (x in c("replace", "wor")) { how <- if (x == "replace") "replace" else TRUE; tag <- if (x == "replace") "Wr" else "Wor"
  put(paste0("deff", tag, ".total"), value = num(deff(svytotal(~income, des, deff = how)))); put(paste0("deff", tag, ".domain"), value = num(deff(svymean(~b2, subset(des, unit == "U2" & !is.na(b2)), deff = how)))) }
g <- subset(des, !is.na(v1)); rt <- c(coef(svyratio(~s1, ~v1, g))); put("deffWr.ratio", value = num(deff(svymean(~I(s1 - rt * v1), g, deff = "replace"))))
put("kish", value = num(nrow(d) * sum(d$w^2) / sum(d$w)^2))

# Shares at another level and with the normal quantile.
for (mth in c("logit", "beta", "asin", "mean")) { ci <- svyciprop(~b1, nona, method = mth, level = .9); put(paste0("ci90.", mth), limits = num(attr(ci, "ci"))) }
put("ci.normal.k1", limits = num(confint(svymean(~k1, subset(des, !is.na(k1))))))

# Quantiles where the cumulated weight hits the probability exactly: whole-number weights, so nothing is rounded. (Where a limit lies below the smallest F, survey 4.1 passes over the smallest value.)
q <- data.frame(commune = rep(paste0("Q", 1:5), each = 4), w = 2, x = c(3, 2, 7, 19, 11, 14, 5, 17, 1, 9, 13, 20, 4, 8, 16, 18, 6, 10, 12, 15) * 1.5); data$Q <- q
gq <- svydesign(id = ~commune, weights = ~w, data = q)
for (rule in c("school", "math")) for (p in c(.5, .75)) { r <- svyquantile(~x, gq, p, interval.type = "mean", qrule = rule, ci = TRUE); put(paste0("quantile.", rule, ".", p), value = num(r$x[1, 1]), limits = num(r$x[1, 2:3])) }
for (p in c(.25, .8)) { r <- svyquantile(~income, des, p, interval.type = "mean", qrule = "school", ci = TRUE); put(paste0("quantile.school.income.", p), value = num(r$income[1, 1]), limits = num(r$income[1, 2:3])) }

# Totals with a stratum of one commune. survey 4.1 centres adjust at 0 for totals; here at the mean commune total, by the definition.
for (o in c("remove", "certainty", "average")) { options(survey.lonely.psu = o); g <- svydesign(id = ~commune, strata = ~area, weights = ~w, data = lone); t <- svytotal(~income, g); put(paste0("lonely.", o, ".total"), value = num(coef(t)), se = num(SE(t))) }
z <- tapply(lone$w * lone$income, lone$commune, sum); hz <- tapply(lone$area, lone$commune, function(x) x[1]); v <- sum(sapply(unique(hz), function(h) { x <- z[hz == h]; if (length(x) == 1) (x - mean(z))^2 else length(x) * var(x) }))
put("lonely.adjust.total", value = num(sum(lone$w * lone$income)), se = num(sqrt(v))); options(survey.lonely.psu = "fail")

# Weighted alpha, and the probability of coming out first or among the first two of three independent units.
wa <- cov.wt(it, d$w[complete.cases(d[paste0("k", 1:6)])]); put("alpha.weighted", alpha = num(alpha(wa$cov)), drop = num(sapply(1:6, function(j) alpha(wa$cov[-j, -j]))))
mu <- c(.9061, .9029, .9023); sg <- c(.009, .007, .011); first <- sapply(1:3, function(i) integrate(function(x) dnorm(x, mu[i], sg[i]) * apply(sapply(setdiff(1:3, i), function(j) pnorm(x, mu[j], sg[j])), 1, prod), .8, 1, rel.tol = 1e-10)$value)
last <- sapply(1:3, function(i) integrate(function(x) dnorm(x, mu[i], sg[i]) * apply(sapply(setdiff(1:3, i), function(j) 1 - pnorm(x, mu[j], sg[j])), 1, prod), .8, 1, rel.tol = 1e-10)$value)
put("top", mean = num(mu), se = num(sg), first = num(first), firstTwo = num(1 - last))

# Distributions.
put("t.quantile", x = num(c(qt(.975, c(1, 2, 3, 7, 14.5, 199)), qt(.9999, c(1, 3, 7)), qt(.6, 5)))); put("t.tail", x = num(2 * pt(-c(.3, 2, 8, 40), c(3, 7, 11, 20)))); put("f.tail", x = num(pf(c(.5, 3, 40), c(1.7, 3, 2.2), c(11, 40, 60), lower.tail = FALSE))); put("chi.tail", x = num(pchisq(c(.5, 9, 90), c(1, 4, 6), lower.tail = FALSE)))
out$data <- lapply(data, function(x) lapply(as.list(x), function(col) if (is.numeric(col)) num(col) else I(as.character(col)))); out$cases <- cases
writeLines(toJSON(out, auto_unbox = TRUE), commandArgs(TRUE)[1])
