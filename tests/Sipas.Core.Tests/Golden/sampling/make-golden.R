# Makes golden.json with R and its package 'sampling' (Debian: apt-get install r-cran-sampling).
# A person runs it when it changes: Rscript make-golden.R > golden.json. Tests read only the JSON.
suppressMessages(library(sampling))
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
int <- function(x) paste0("[", paste(sprintf("%d", as.integer(x)), collapse = ","), "]")
mat <- function(m) paste0("[", paste(apply(m, 1, num), collapse = ","), "]")
picked <- function(s) int(which(round(s) == 1) - 1)
cases <- list(
  list(a = c(1, 2, 3, 4, 5, 6), n = 2), list(a = c(40, 1, 2, 3, 4, 5, 30, 2), n = 4), list(a = c(10, 10, 10, 10), n = 2),
  list(a = c(0, 7, 13, 21, 4, 9, 16, 2, 11, 5), n = 4), list(a = c(1000, 300, 90, 30, 10, 4, 2, 2), n = 5), list(a = c(5, 8, 9, 12, 20), n = 3))
out <- character()
for (k in seq_along(cases)) {
  a <- cases[[k]]$a; n <- cases[[k]]$n
  pik <- inclusionprobabilities(a, n)
  chance <- which(pik > 0 & pik < 1)
  # Each seed is set twice: once to record what runif gives, once for the function that uses it.
  set.seed(100 + k); u <- runif(1); set.seed(100 + k); systematic <- UPsystematic(pik)
  steps <- NULL; set.seed(200 + k); m <- round(sum(pik[chance])); steps <- runif(m); set.seed(200 + k); brewer <- UPbrewer(pik)
  set.seed(300 + k); prn <- runif(length(a)); set.seed(300 + k); poisson <- UPpoisson(pik)
  # UPsampfordpi2 takes only units that chance decides.
  joint <- if (m > 1) UPsampfordpi2(pik[chance]) else diag(pik[chance])
  out <- c(out, sprintf('{"sizes":%s,"count":%d,"pi":%s,"systematicStart":%.17g,"systematic":%s,"brewerSteps":%s,"brewer":%s,"poissonNumbers":%s,"poisson":%s,"chance":%s,"sampfordJoint":%s,"systematicJoint":%s}',
    int(a), n, num(pik), u, picked(systematic), num(steps), picked(brewer), num(prn), picked(poisson), int(chance - 1), mat(joint), mat(UPsystematicpi2(pik))))
}
equal <- character()
for (k in 1:6) {
  N <- c(10, 11, 23, 100, 7, 1000)[k]; n <- c(3, 4, 5, 7, 7, 30)[k]
  set.seed(400 + k); u <- runif(1); set.seed(400 + k); s <- UPsystematic(rep(n / N, N))
  equal <- c(equal, sprintf('{"population":%d,"count":%d,"start":%.17g,"systematic":%s}', N, n, u, picked(s)))
}
cat(sprintf('{\n"r":"%s",\n"sampling":"%s",\n"unequal":[\n%s\n],\n"equal":[\n%s\n]\n}\n', getRversion(), packageVersion("sampling"), paste(out, collapse = ",\n"), paste(equal, collapse = ",\n")))
